import { defined } from '../../kit/defined';
import { amazonS3 } from '../../provider-http/host-rule';
import { providerRequest, type ProviderRequestOptions } from '../../provider-http/provider-request';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';
import { apiOptionsSchema, downloadRule, type ApiOptions } from '../support/api-options';
import { readErrorReason } from './read-error-reason';

/** The options of the API: its address ends as that of API v2 does. */
export const optionsSchema = apiOptionsSchema.refine(({ apiUrl }) => /\/api\/v2\/?$/.test(apiUrl));

/** One question to the API. */
export interface Question {
  /** Below the API's address. */
  readonly path: string;
  /** `v2` by default. */
  readonly version?: 'v1';
  /** Makes it a POST. */
  readonly json?: unknown;
  readonly readErrorReason?: ProviderRequestOptions['readErrorReason'];
}

/** The requests to one instance of Documenso. */
export interface Requests {
  readonly ask: (question: Question, signal: AbortSignal) => Promise<Response>;
  /** For addresses that the API names. */
  readonly namedDownloads: ProviderRequestOptions;
}

/** Makes the requests of one endpoint. */
export function makeRequests(options: ApiOptions, deps: EnvelopeApiDeps): Requests {
  const base = options.apiUrl.replace(/v2\/?$/, '');
  const namedDownloads = { fetch: deps.fetch, mayRedirectTo: downloadRule(options, amazonS3) };
  return {
    namedDownloads,
    ask: ({ path, version = 'v2', json, readErrorReason: readReason = readErrorReason }, signal) =>
      withApiKey(deps, (apiKey) =>
        providerRequest(
          { ...namedDownloads, readErrorReason: readReason },
          defined({
            url: new URL(`${base}${version}/${path}`),
            headers: { authorization: `Bearer ${apiKey}` },
            json,
            signal,
          }),
        ),
      ),
  };
}
