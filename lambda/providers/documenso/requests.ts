import * as z from 'zod';
import { amazonS3, eitherHost, hostsNamed, type HostRule } from '../../provider-http/host-rule';
import {
  isSafeUrl,
  providerRequest,
  type ProviderRequestOptions,
} from '../../provider-http/provider-request';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';
import { readRefusal } from './read-refusal';

/** What an endpoint's API is told from outside. */
export const optionsSchema = z.object({
  /** Where the API is, such as `https://app.documenso.com/api/v2`. */
  apiUrl: z.url().refine((text) => isSafeUrl(new URL(text)) && /\/api\/v2\/?$/.test(text)),
  /** Hosts that a download may lead to, besides the API's own and, where these are not told, Amazon S3. */
  downloadHosts: z.array(z.string().min(1)).optional(),
});

/** One question to the API: below `/api/v2/`, or below `/api/v1/` where told. */
export interface Question {
  readonly path: string;
  readonly version?: 'v1';
  /** Makes it a POST. */
  readonly json?: unknown;
  readonly readRefusal?: ProviderRequestOptions['readRefusal'];
}

/** Asks one instance of Documenso. */
export interface Requests {
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Response>;
  /** How an address that the API named is fetched. */
  readonly named: ProviderRequestOptions;
}

/** The requests of one endpoint. */
export function requests(options: z.infer<typeof optionsSchema>, context: EnvelopeApiDeps): Requests {
  const base = options.apiUrl.replace(/v2\/?$/, '');
  const mayRedirectTo = downloadRule(new URL(base).host, options.downloadHosts);
  const named = { fetch: context.fetch, mayRedirectTo };
  return {
    named,
    ask: ({ path, version = 'v2', json, readRefusal: refusal = readRefusal }, signal) =>
      withApiKey(context, (apiKey) =>
        providerRequest(
          { ...named, readRefusal: refusal },
          {
            url: new URL(`${base}${version}/${path}`),
            headers: { authorization: `Bearer ${apiKey}` },
            ...(json === undefined ? {} : { json }),
            signal,
          },
        ),
      ),
  };
}

function downloadRule(own: string, downloadHosts: readonly string[] | undefined): HostRule {
  return downloadHosts ? hostsNamed([own, ...downloadHosts]) : eitherHost(hostsNamed([own]), amazonS3);
}
