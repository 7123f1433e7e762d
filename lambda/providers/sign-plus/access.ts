/**
 * Whether Sign.Plus accepts the API token: a list of one envelope.
 *
 * Source: https://apidoc.sign.plus/api-reference/endpoints/signplus/list-envelopes, checked 2026-11-21.
 */
import * as z from 'zod';
import { listAccess } from '../support/list-access';
import { keyHeaders } from './key-headers';

/** Asks for one envelope. */
export const askSignPlusAccess = listAccess({
  keyHeaders,
  question: { path: 'envelopes', json: { statuses: ['COMPLETED'], first: 1 } },
  answer: z.object({ envelopes: z.array(z.unknown()) }),
});
