import type * as z from 'zod';
import type { AskAccessFactory } from '../provider';
import { readAnswer } from './answers';
import { apiOptionsSchema } from './api-options';
import { restRequests, type KeyHeaders, type RestQuestion } from './rest-requests';

/** A list with at most one element, of an API that is asked with one request. */
export interface SmallList {
  readonly keyHeaders: KeyHeaders;
  readonly question: RestQuestion;
  /** What every such list has: a page of somebody else that answers 200 is no list. */
  readonly answer: z.ZodType;
}

/** One envelope may name each page of each document, or very many signers. */
const maxAnswerBytes = 10 * 1024 * 1024;

/** Makes the question for such a list. */
export function listAccess({ keyHeaders, question, answer }: SmallList): AskAccessFactory {
  return (options, deps) => {
    const { askForJson } = restRequests(apiOptionsSchema.parse(options), deps, keyHeaders);
    return async (signal) => {
      readAnswer(answer, await askForJson(question, maxAnswerBytes, signal));
    };
  };
}
