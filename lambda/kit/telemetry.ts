/** Values that may stand in a log line: names, ids, counts. Never a body, a header, a secret or a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** What is counted; `lib/internal/monitoring.ts` makes alarms and metrics of the same names. */
export type MetricName =
  | 'WebhookAccepted'
  | 'WebhookRefused'
  | 'WebhookMismatched'
  | 'WebhookUnchecked'
  | 'WebhookUnstored'
  | 'WebhookSpooled'
  | 'SecretNotSet'
  | 'PreviousSecretMatched'
  | 'EventPublished'
  | 'EventDuplicate'
  | 'DuplicateBodyDiffers'
  | 'EventProblem'
  | 'BundleArchived'
  | 'ArchiveWaiting'
  | 'ArchiveFailed'
  | 'ApiKeyUnusable'
  | 'PreviousApiKeyUsed';

/** Where a room says what it does; every line and count belongs to an endpoint. */
export interface Telemetry {
  readonly info: (message: string, fields: LogFields) => void;
  readonly warn: (message: string, fields: LogFields, error?: unknown) => void;
  readonly error: (message: string, fields: LogFields, error?: unknown) => void;
  readonly count: (metric: MetricName, endpoint: string) => void;
}
