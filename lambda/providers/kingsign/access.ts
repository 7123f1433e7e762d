/**
 * Whether Kingsign accepts the API key: a list of the documents with an id that no document has. A list with a maximum of one would be
 * the whole list at an instance that knows no maximum.
 *
 * Source: src/services/api/api.class.ts of github.com/kingsland-innovation-center/kingsign-api (2025-10-29), checked 2026-11-21.
 */
import * as z from 'zod';
import { parseJson } from '../../provider-http/response-chunks';
import type { AskAccessFactory } from '../provider';
import { readAnswer } from '../support/answers';
import { apiOptionsSchema } from '../support/api-options';
import { actionCaller } from './call-action';

const unusedId = '0'.repeat(24);

/** Asks for no document. */
export const askKingsignAccess: AskAccessFactory = (options, deps) => {
  const call = actionCaller(apiOptionsSchema.parse(options).apiUrl, deps);
  return async (signal) => {
    const bytes = await call({ action: 'GET_DOCUMENTS', query: { _id: unusedId } }, signal);
    readAnswer(z.array(z.unknown()), parseJson(bytes));
  };
};
