import type { LogFields } from '../kit/telemetry';

/**
 * What may be logged of an error: the names along its chain of causes, and an HTTP status.
 *
 * Not the messages: `JSON.parse` quotes the text that it could not read, a URL parser its URL, and either may be a
 * stranger's body or somebody's secret.
 */
export function describeError(error: unknown): LogFields {
  const chain = causesOf(error);
  return {
    error: chain.map(nameOf).join(' < ') || typeof error,
    errorStatus: chain.map(httpStatus).find((status) => status !== undefined),
  };
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 5; cause = cause.cause) chain.push(cause);
  return chain;
}

function nameOf(error: Error): string {
  const { reason, code } = error as { readonly reason?: unknown; readonly code?: unknown };
  const detail = [reason, code].filter((part) => typeof part === 'string').join(' ');
  return detail ? `${error.name} (${detail})` : error.name;
}

/** The status of the answer that an SDK client's error came with; `undefined` where there was no answer. */
export function httpStatus(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
