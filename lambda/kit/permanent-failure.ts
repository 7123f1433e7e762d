import type { PermanentFailureReason } from '../contracts/failure-reason';

/** A failure that no retry can cure: the message goes to its dead-letter queue. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';

  constructor(
    /** What went wrong, by name, for logs and events. */
    readonly reason: PermanentFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
