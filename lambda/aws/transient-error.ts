import { httpStatus } from './describe-error';

/** The names of S3's error for an upload that stood still, and of the client's own time-outs. */
const timeoutNames: readonly string[] = ['RequestTimeout', 'TimeoutError'];

/** The codes of Node.js for a connection that could not be made, or ended before the answer. */
const connectionCodes: readonly string[] = [
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];

/**
 * Tells whether a call may work if it is simply repeated: the service failed or throttled it, or did not answer.
 *
 * The SDK's clients use these conditions for their own retries, but do not export them. They also have a list of names of
 * throttling errors. S3 needs none: it throttles with 503. Source: @smithy/core 3.41.0, `retry`
 * (`service-error-classification`), checked 2026-11-27.
 */
export function isTransient(error: unknown): boolean {
  const status = httpStatus(error);
  if (status !== undefined && (status >= 500 || status === 429)) return true;
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  return timeoutNames.includes(name ?? '') || connectionCodes.includes(code ?? '');
}
