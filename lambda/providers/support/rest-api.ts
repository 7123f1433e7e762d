import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseChunks } from '../../provider-http/response-chunks';
import type { EnvelopeApiFactory, EnvelopeState, ListedFile } from '../provider';
import { apiOptionsSchema } from './api-options';
import { checkedId } from './checked-id';
import { restRequests, type KeyHeaders } from './rest-requests';

/** An API that needs one GET for an envelope's state and one GET for each file. Paths are relative to its address. */
export interface RestApi {
  readonly keyHeaders: KeyHeaders;
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
    const { ask, askForJson } = restRequests(apiOptionsSchema.parse(options), deps, provider.keyHeaders);
    return {
      async getEnvelope(id, signal) {
        const path = provider.envelopePath(checkedId(id));
        const answer = await askForJson({ path }, provider.maxAnswerBytes, signal);
        const state = provider.readEnvelope(answer, id);
        if (!state) throw new ProviderApiError('unexpected-answer');
        return state;
      },
      async download(id, file, signal) {
        const response = await ask({ path: provider.downloadPath(checkedId(id), file) }, signal);
        return responseChunks(response, signal);
      },
    };
  };
}
