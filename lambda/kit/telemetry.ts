/** The fields of a log line: names, ids and counts. Never a body, a header, a secret or a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The name of a metric. `lib/internal/monitoring.ts` creates alarms for the same names. */
export type MetricName =
  | 'WebhookAccepted'
  | 'WebhookRefused'
  | 'WebhookMismatched'
  | 'WebhookUnchecked'
  | 'WebhookUnstored'
  | 'WebhookSpooled'
  | 'SecretNotSet'
  | 'SecretReadsLimited'
  | 'PreviousSecretMatched'
  | 'EventPublished'
  | 'EventDuplicate'
  | 'DuplicateBodyDiffers'
  | 'DuplicateBodyDropped'
  | 'EventProblem'
  | 'BundleArchived'
  /** An announced bundle with a file that looks damaged. */
  | 'DamagedFileArchived'
  | 'ArchiveWaiting'
  | 'ArchiveJobFolded'
  /** An attempt of a job that is older than four hours. */
  | 'ArchiveWaitingForHours'
  | 'ArchiveFailed'
  | 'ApiKeyUnusable'
  | 'PreviousApiKeyUsed'
  | 'PassFinished'
  /** No pass over an endpoint's provider has finished for more than a day. */
  | 'ReconciliationOverdue'
  /** A completed envelope that no webhook reported. */
  | 'WebhookMissed'
  /** A completed envelope whose ordered bundle is not there yet, once for each pass. */
  | 'BundleMissing';

/** The name of a metric that measures a time. It has no endpoint: each further metric costs money, and each endpoint has the same path. */
export type DurationName =
  /** The time from the arrival of a webhook until its event is on the bus. */
  'EventDelay';

/** The logs and metrics of a stage. Each line and count belongs to an endpoint. */
export interface Telemetry {
  readonly info: (message: string, fields: LogFields) => void;
  readonly warn: (message: string, fields: LogFields, error?: unknown) => void;
  readonly error: (message: string, fields: LogFields, error?: unknown) => void;
  /** Counts for the endpoint, and for all endpoints together. */
  readonly count: (metric: MetricName, endpoint: string) => void;
  /** Measures for all endpoints together. */
  readonly measure: (metric: DurationName, milliseconds: number) => void;
}
