/**
 * The two routes of API v2 that tell an envelope's id by its document's number.
 *
 * Source: packages/trpc/server/envelope-router/get-envelopes-by-ids.types.ts at v2.3.2 and v2.17.0, and
 * packages/trpc/server/document-router/get-document.types.ts at v2.0.0, v2.3.1 and v2.17.0, of
 * github.com/documenso/documenso, checked 2026-11-27.
 */
import { ProviderApiError } from '../../provider-http/provider-api-error';
import { responseJson } from '../../provider-http/response-chunks';
import { readAnswer } from '../support/answers';
import { documentNumber, documentRouteSchema, envelopesSchema } from './answers';
import { maxAnswerBytes } from './envelope-by-id';
import { isRouteMissing } from './is-route-missing';
import type { Question, Requests } from './requests';

/**
 * The `document` route also sends the bytes of the first PDF, as it was and as it is now, in base64, if the instance stores its
 * files in its database. Documenso itself limits a PDF to 50 MB.
 */
const maxDocumentBytes = 150 * 1024 * 1024;

/** Asks `get-many` (since v2.3.2). Returns the error of a 404 or 405: the route answers with a list, so either means no document. */
export async function askGetMany(
  requests: Requests,
  number: string,
  signal: AbortSignal,
): Promise<string | ProviderApiError> {
  const json = { ids: { type: 'documentId', ids: [Number(number)] } };
  const response = await answerOrRefusal(requests, { path: 'envelope/get-many', json }, signal);
  if (response instanceof ProviderApiError) return response;
  const { data } = readAnswer(envelopesSchema, await responseJson(response, signal, maxAnswerBytes));
  const [envelope] = data;
  // The list leaves out an envelope that does not exist, and one that this token may not see.
  if (!envelope) throw new ProviderApiError('not-found');
  if (data.length > 1 || (documentNumber(envelope) ?? number) !== number) {
    throw new ProviderApiError('unexpected-answer');
  }
  return envelope.id;
}

/** Asks `document` (since v2.0.0). Returns the error of a 404 or 405: either may mean the document, or the route. */
export async function askDocumentRoute(
  requests: Requests,
  number: string,
  signal: AbortSignal,
): Promise<string | ProviderApiError> {
  const response = await answerOrRefusal(requests, { path: `document/${number}` }, signal);
  if (response instanceof ProviderApiError) return response;
  const document = readAnswer(documentRouteSchema, await responseJson(response, signal, maxDocumentBytes));
  if (String(document.id) !== number) throw new ProviderApiError('unexpected-answer');
  return document.envelopeId;
}

async function answerOrRefusal(
  { ask }: Requests,
  question: Question,
  signal: AbortSignal,
): Promise<Response | ProviderApiError> {
  try {
    return await ask(question, signal);
  } catch (error) {
    if (isRouteMissing(error)) return error;
    throw error;
  }
}
