/**
 * Sign.Plus's API: whether an envelope is completed, and its PDFs.
 *
 * Source: https://apidoc.sign.plus (concepts, API reference) and the provider's own TypeScript client
 * (github.com/AlohiHQ/signplus-typescript v2.3.0, `signplus-service.ts`), checked 2026-11-21.
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
import { envelopeAnswerSchema, readEnvelopeAnswer } from './answers';

const optionsSchema = z.object({
  /** Where the API is: `https://restapi.sign.plus/v2`. */
  apiUrl: z.url().refine((text) => isSafeUrl(new URL(text))),
  /** Other hosts that a download may redirect to, as in a URL: `host` or `host:port`. */
  downloadHosts: z.array(z.string().min(1)).default([]),
});

/** An envelope names each page of each document: some hundred kilobytes for a very long one. */
const longestEnvelope = 10 * 1024 * 1024;

/** The API for one endpoint. */
export const signPlusApi: EnvelopeApiFactory = (options, context) => {
  const get = requests(optionsSchema.parse(options), context);

  const api: EnvelopeApi = {
    async getEnvelope(envelopeId, signal) {
      const response = await get(`envelope/${checkedId(envelopeId)}`, signal);
      return envelopeReading(await responseJson(response, signal, longestEnvelope), envelopeId);
    },
    async download(envelopeId, file, signal) {
      const path = `envelope/${checkedId(envelopeId)}/${downloadPath(file)}`;
      return responseChunks(await get(path, signal), signal);
    },
  };
  return api;
};

function requests({ apiUrl, downloadHosts }: z.infer<typeof optionsSchema>, context: EnvelopeApiDeps) {
  const base = new URL(apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`);
  const options = { fetch: context.fetch, mayRedirectTo: hostsNamed([base.host, ...downloadHosts]) };
  return (path: string, signal: AbortSignal) =>
    withApiKey(context, (apiToken) =>
      providerRequest(options, {
        url: new URL(path, base),
        headers: { authorization: `Bearer ${apiToken}` },
        signal,
      }),
    );
}

function envelopeReading(answer: unknown, envelopeId: string): EnvelopeState {
  const envelope = envelopeAnswerSchema.safeParse(answer).data;
  if (envelope?.id !== envelopeId) throw new ProviderApiError('unexpected-answer');
  return readEnvelopeAnswer(envelope);
}

function downloadPath({ role }: ListedFile): string {
  if (role === 'certificate') return 'certificate';
  const withCertificate = role === 'executed-with-certificate';
  return `signed_documents?certificate_of_completion=${String(withCertificate)}`;
}

/** An id that may stand in a URL's path. Each was checked where it came from; here it would do the harm. */
function checkedId(id: string): string {
  const { data } = envelopeIdSchema.safeParse(id);
  if (data === undefined) throw new PermanentFailure('unsafe-id');
  return data;
}
