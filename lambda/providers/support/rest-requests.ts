import { defined } from '../../kit/defined';
import { providerRequest } from '../../provider-http/provider-request';
import { responseJson } from '../../provider-http/response-chunks';
import { withApiKey } from '../../provider-http/with-api-key';
import type { EnvelopeApiDeps } from '../provider';
import { downloadRule, type ApiOptions } from './api-options';

/** The headers that carry the API key. */
export type KeyHeaders = (apiKey: string) => Readonly<Record<string, string>>;

/** One question to an API. */
export interface RestQuestion {
  /** Below the API's address. */
  readonly path: string;
  /** Makes it a POST. */
  readonly json?: unknown;
  /** Makes it a DELETE. */
  readonly method?: 'DELETE';
}

/** The requests to one API, each with the API key. */
export interface RestRequests {
  readonly ask: (question: RestQuestion, signal: AbortSignal) => Promise<Response>;
  /** Asks for JSON. Longer answers are not read. */
  readonly askForJson: (question: RestQuestion, maxBytes: number, signal: AbortSignal) => Promise<unknown>;
}

/** Makes the requests of one endpoint. */
export function restRequests(
  options: ApiOptions,
  deps: EnvelopeApiDeps,
  keyHeaders: KeyHeaders,
): RestRequests {
  const base = new URL(options.apiUrl.endsWith('/') ? options.apiUrl : `${options.apiUrl}/`);
  const requestOptions = { fetch: deps.fetch, mayRedirectTo: downloadRule(options) };
  const ask: RestRequests['ask'] = ({ path, ...question }, signal) =>
    withApiKey(deps, (apiKey) =>
      providerRequest(
        requestOptions,
        defined({ ...question, url: new URL(path, base), headers: keyHeaders(apiKey), signal }),
      ),
    );
  return {
    ask,
    askForJson: async (question, maxBytes, signal) =>
      responseJson(await ask(question, signal), signal, maxBytes),
  };
}
