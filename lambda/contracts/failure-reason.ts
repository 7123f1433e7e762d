/** The reasons why a message can never succeed, however often it is handled. */
export type PermanentFailureReason =
  | 'archive-job-unreadable'
  | 'endpoint-unknown'
  | 'manifest-unreadable'
  | 'envelope-id-unusable'
  | 'portfolio-document-not-ours'
  | 'archived-file-vanished'
  | 'archived-file-without-digest'
  | 'unsafe-id'
  | 'unsupported-version'
  | 'intake-message-unreadable'
  | 'foreign-bucket'
  | 'foreign-endpoint'
  | 'endpoint-not-deployed'
  | 'authenticity-impossible'
  | 'object-key-unreadable'
  | 'spooled-webhook-unreadable'
  | 'reconcile-message-unreadable'
  | 'foreign-pass'
  | 'order-note-unreadable'
  | 'first-pass-unreadable';

/** The reasons why a call to a provider's API failed. */
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
  /** A PDF looks damaged: it is downloaded again before it is stored. */
  | 'looks-damaged'
  | 'not-json'
  | 'too-large'
  | 'redirect-refused'
  /** The provider's answer names a download address that is not allowed. */
  | 'address-refused'
  /** The provider itself answers that the envelope is not complete. */
  | 'not-complete'
  /** The download belongs to another revision than the envelope's state. */
  | 'changed-meanwhile'
  /** Nothing at the provider shows which workspace the API key is of. */
  | 'workspace-unknown'
  | 'unexpected-answer';

/** The reason of an `envelope.archive-failed` that the command `trigger` asked for. */
export type TestReason = 'test-failure';

/** The reasons why an archive job waits although no call failed. */
export type WaitingReason = 'not-complete' | 'revision-changing';

/** Each reason for a failure: in logs, in `envelope.archive-failed`, and explained by the command line. */
export type FailureReason = PermanentFailureReason | ApiErrorReason | WaitingReason | TestReason;
