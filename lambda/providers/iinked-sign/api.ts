/**
 * iinked Sign's API: whether a package is executed, and its PDFs.
 *
 * Source: https://docs.iinkedsign.com/v4/authentication and the webhooks guide v4, checked 2026-11-21.
 */
import * as z from 'zod';
import { envelopeIdSchema } from '../../contracts/ids';
import { hostsNamed } from '../../provider-http/host-rule';
import { PermanentFailure } from '../../kit/permanent-failure';
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { isSafeUrl, providerRequest } from '../../provider-http/provider-request';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type {
  EnvelopeApi,
  EnvelopeApiDeps,
  EnvelopeApiFactory,
  EnvelopeState,
  ListedFile,
} from '../provider';
import { packageStatusSchema, readPackageStatus } from './answers';

const optionsSchema = z.object({
  /** Where the API is, such as `https://sign.syngrafii.ca/api/v1`. */
  apiUrl: z.url().refine((text) => isSafeUrl(new URL(text))),
  /** Other hosts that a download may redirect to, as in a URL: `host` or `host:port`. */
  downloadHosts: z.array(z.string().min(1)).default([]),
});

/** A status of a package with very many signers has some hundred kilobytes. */
const longestStatus = 10 * 1024 * 1024;

/** The API for one endpoint. */
export const iinkedSignApi: EnvelopeApiFactory = (options, context) => {
  const get = requests(optionsSchema.parse(options), context);

  const api: EnvelopeApi = {
    async getEnvelope(packageId, signal) {
      const response = await get(`packages/${checkedId(packageId)}/status`, signal);
      return packageReading(await responseJson(response, signal, longestStatus), packageId);
    },
    async download(packageId, file, signal) {
      return responseChunks(await get(downloadPath(checkedId(packageId), file), signal), signal);
    },
  };
  return api;
};

function requests({ apiUrl, downloadHosts }: z.infer<typeof optionsSchema>, context: EnvelopeApiDeps) {
  const base = new URL(apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`);
  const options = { fetch: context.fetch, mayRedirectTo: hostsNamed([base.host, ...downloadHosts]) };
  return (path: string, signal: AbortSignal) =>
    withApiKey(context, (apiKey) =>
      providerRequest(options, { url: new URL(path, base), headers: { api_key: apiKey }, signal }),
    );
}

function packageReading(answer: unknown, packageId: string): EnvelopeState {
  const status = packageStatusSchema.safeParse(answer).data;
  if (status?.packageId.toLowerCase() !== packageId.toLowerCase()) {
    throw new ProviderApiError('unexpected-answer');
  }
  return readPackageStatus(status);
}

function downloadPath(packageId: string, { role, documentId }: ListedFile): string {
  if (role === 'master-file') return `masterfiles/${packageId}/pdf/download`;
  const kind = role === 'certificate' ? 'cac' : 'executed';
  return `packages/${packageId}/documents/${checkedId(documentId)}/pdf/${kind}/download`;
}

/** An id that may stand in a URL's path. Each was checked where it came from; here it would do the harm. */
function checkedId(id: string | undefined): string {
  const { data } = envelopeIdSchema.safeParse(id);
  if (data === undefined) throw new PermanentFailure('unsafe-id');
  return data;
}
