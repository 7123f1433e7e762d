import { ProviderApiError } from '../../provider-http/provider-api-error';
import { providerRequest } from '../../provider-http/provider-request';
import { responseChunks, responseJson } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps, EnvelopeApiFactory, EnvelopeState, ListedFile } from '../provider';
import { apiOptionsSchema, downloadRule, type ApiOptions } from './api-options';
import { checkedId } from './checked-id';

/** An API that needs one GET for an envelope's state and one GET for each file. Paths are relative to its address. */
export interface RestApi {
  /** The headers that carry the API key. */
  readonly keyHeaders: (apiKey: string) => Readonly<Record<string, string>>;
  /** Longer answers about an envelope are not read. */
  readonly maxAnswerBytes: number;
  readonly envelopePath: (envelopeId: string) => string;
  /** Reads the JSON of an answer; `undefined` if it is not about the envelope or not as documented. */
  readonly readEnvelope: (answer: unknown, envelopeId: string) => EnvelopeState | undefined;
  readonly downloadPath: (envelopeId: string, file: ListedFile) => string;
}

/** Makes the factory of such an API. */
export function restApi(provider: RestApi): EnvelopeApiFactory {
  return (options, deps) => {
    const get = getWithKey(apiOptionsSchema.parse(options), deps, provider.keyHeaders);
    return {
      async getEnvelope(id, signal) {
        const response = await get(provider.envelopePath(checkedId(id)), signal);
        const answer = await responseJson(response, signal, provider.maxAnswerBytes);
        const state = provider.readEnvelope(answer, id);
        if (!state) throw new ProviderApiError('unexpected-answer');
        return state;
      },
      async download(id, file, signal) {
        return responseChunks(await get(provider.downloadPath(checkedId(id), file), signal), signal);
      },
    };
  };
}

function getWithKey(options: ApiOptions, deps: EnvelopeApiDeps, keyHeaders: RestApi['keyHeaders']) {
  const base = new URL(options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`);
  const requestOptions = { fetch: deps.fetch, mayRedirectTo: downloadRule(options) };
  return (path: string, signal: AbortSignal) =>
    withApiKey(deps, (apiKey) =>
      providerRequest(requestOptions, { url: new URL(path, base), headers: keyHeaders(apiKey), signal }),
    );
}
