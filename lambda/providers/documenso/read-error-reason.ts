import * as z from 'zod';
import { jsonString } from '../../kit/json';
import type { ApiErrorReason } from '../../contracts/failure-reason';

const errorSchema = jsonString(
  z.object({
    code: z.string().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
  }),
);

const reasons: ReadonlyMap<string | undefined, ApiErrorReason> = new Map([
  ['DOCUMENT_NOT_COMPLETE', 'not-complete'],
  ['EXPIRED_CODE', 'unauthorized'],
  ['TOO_MANY_REQUESTS', 'rate-limited'],
]);

const tokenRefusals: ReadonlySet<string | undefined> = new Set(['Expired token', 'Invalid token']);

/**
 * Reads the reason of an error from its code. The download routes answer 500 to everything that Documenso's mapper does
 * not know, such as expired tokens and used up quotas. The other routes name an expired token in the message only, and so do
 * they a wrong token until v2.2.6.
 *
 * Source: `toRestAPIError` in packages/lib/errors/app-error.ts at v2.17.0, and
 * packages/lib/server-only/public-api/get-api-token-by-token.ts of github.com/documenso/documenso at v2.0.0, v2.2.6, v2.2.7 and
 * v2.17.0, checked 2026-11-27.
 */
export function readErrorReason(_status: number, body: string): ApiErrorReason | undefined {
  const { data } = errorSchema.safeParse(body);
  return reasons.get(data?.code) ?? (tokenRefusals.has(data?.message) ? 'unauthorized' : undefined);
}

/** Reads the reason why API v1 refuses a download. Waiting does not help with `unsupported-version`. */
export function readErrorReasonV1(
  status: number,
  body: string,
): ApiErrorReason | 'unsupported-version' | undefined {
  const message = errorSchema.safeParse(body).data?.message ?? '';
  if (/not completed/i.test(message)) return 'not-complete';
  if (/\bS3\b|document data type|does not support items/i.test(message)) return 'unsupported-version';
  return readErrorReason(status, body);
}
