/** Why a call to a provider's API did not give what was asked for. */
export type ApiErrorReason =
  | 'not-found'
  | 'unauthorized'
  | 'api-key-not-set'
  | 'rate-limited'
  | 'server-error'
  | 'timed-out'
  | 'unreachable'
  | 'cut-off'
  | 'not-a-pdf'
  | 'not-json'
  | 'too-large'
  | 'redirect-refused'
  /** The provider names an address to download from that is not allowed. */
  | 'address-refused'
  /** The provider itself says that the envelope is not complete. */
  | 'not-complete'
  /** What was to be downloaded is no longer what the envelope's reading tells of. */
  | 'changed-meanwhile'
  | 'unexpected-answer';

/** A call to a provider's API failed. Waiting can help with every reason: a key can be corrected, a server come back. */
export class ProviderApiError extends Error {
  override readonly name = 'ProviderApiError';
  readonly retryable = true;

  constructor(
    readonly reason: ApiErrorReason,
    readonly details: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
    options?: ErrorOptions,
  ) {
    super(details.status === undefined ? reason : `${reason} (HTTP ${details.status})`, options);
  }
}
