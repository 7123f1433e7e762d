import type { PermanentFailureReason } from '../contracts/failure-reason';

/** A failure that no retry can fix. The message goes to its dead-letter queue. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';

  constructor(
    readonly reason: PermanentFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
