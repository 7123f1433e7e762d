import type { PermanentFailureReason } from '../contracts/failure-reason';

/**
 * A failure that no retry can fix, so the message ends in its dead-letter queue. The archiver moves a job there at once.
 * Any other message gets there by SQS, after short retries (`lambda/aws/process-batch.ts`).
 */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';

  constructor(
    readonly reason: PermanentFailureReason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
