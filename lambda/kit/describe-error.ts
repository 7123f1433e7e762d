import type { LogFields } from './telemetry';

/**
 * What may be logged of an error: the names along its chain of causes, an HTTP status, whether a retry can help.
 *
 * Not the messages: `JSON.parse` quotes the text that it could not read, a URL parser its URL, and either may be a
 * stranger's body or somebody's secret.
 */
export function describeError(error: unknown): LogFields {
  const names: string[] = [];
  let status: number | undefined;
  for (let cause = error; cause instanceof Error && names.length < 5; cause = cause.cause) {
    const reason = 'reason' in cause && typeof cause.reason === 'string' ? `(${cause.reason})` : '';
    const code = 'code' in cause && typeof cause.code === 'string' ? `[${cause.code}]` : '';
    names.push(`${cause.name}${reason}${code}`);
    status ??= statusOf(cause);
  }
  return { error: names.join(' < ') || typeof error, errorStatus: status };
}

function statusOf(error: Error): number | undefined {
  const metadata = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata;
  return metadata?.httpStatusCode;
}
