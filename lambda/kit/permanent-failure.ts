/** A failure that no retry can cure: the message goes to its dead-letter queue. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
  readonly retryable = false;

  constructor(
    /** What went wrong, by name, for logs and events. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
