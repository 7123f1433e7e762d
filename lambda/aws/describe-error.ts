import type { LogFields } from '../kit/telemetry';

/**
 * The log fields of an error: the names along its chain of causes, and an HTTP status.
 *
 * Messages are not logged. `JSON.parse` quotes its text and a URL parser its URL, and these can contain an untrusted body or
 * a secret.
 */
export function describeError(error: unknown): LogFields {
  const chain = causeChain(error);
  return {
    error: chain.map(nameAndReason).join(' < ') || typeof error,
    errorStatus: chain.map(httpStatus).find((status) => status !== undefined),
  };
}

function causeChain(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) chain.push(cause);
  return chain;
}

function nameAndReason(error: Error): string {
  const { reason, code } = error as { readonly reason?: unknown; readonly code?: unknown };
  const detail = [reason, code].filter((part) => typeof part === 'string').join(' ');
  return detail ? `${error.name} (${detail})` : error.name;
}

/** The HTTP status of an SDK client's error; `undefined` if there was no answer. */
export function httpStatus(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
