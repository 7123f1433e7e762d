import type { ApiErrorReason } from '../contracts/failure-reason';

/** A call to a provider's API failed. A retry can help with every reason: a key is corrected, a server recovers. */
export class ProviderApiError extends Error {
  override readonly name = 'ProviderApiError';

  constructor(
    readonly reason: ApiErrorReason,
    readonly details: { readonly status?: number; readonly retryAfterSeconds?: number } = {},
    options?: ErrorOptions,
  ) {
    super(details.status === undefined ? reason : `${reason} (HTTP ${details.status})`, options);
  }
}
