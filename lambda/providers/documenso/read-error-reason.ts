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

/**
 * Reads the reason of an error from its code. The download routes answer 500 to everything that Documenso's mapper does
 * not know, such as expired tokens and used up quotas. The other routes name an expired token in the message only.
 *
 * Source: `toRestAPIError` in packages/lib/errors/app-error.ts and
 * packages/lib/server-only/public-api/get-api-token-by-token.ts of github.com/documenso/documenso, checked 2026-11-21.
 */
export function readErrorReason(_status: number, body: string): ApiErrorReason | undefined {
  const { data } = errorSchema.safeParse(body);
  return reasons.get(data?.code) ?? (data?.message === 'Expired token' ? 'unauthorized' : undefined);
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
