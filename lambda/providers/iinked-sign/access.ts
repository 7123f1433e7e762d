/**
 * Whether iinked Sign accepts the API key: a list of one package. A key that may not see other members' packages is accepted too.
 *
 * Source: https://docs.iinkedsign.com/v4/api/packages/list, checked 2026-11-21.
 */
import * as z from 'zod';
import { listAccess } from '../support/list-access';
import { keyHeaders } from './key-headers';

/** Asks for one package. */
export const askIinkedSignAccess = listAccess({
  keyHeaders,
  question: { path: 'packages/list', json: { isExecuted: true, sortBy: 'created', take: 1, skip: 0 } },
  answer: z.object({ items: z.array(z.unknown()) }),
});
