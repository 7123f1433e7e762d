/** The metrics of the functions, in the namespace `EsignWebhooks`. All are counts, except `EVENT_DELAY`. */
export enum EsignMetric {
  /** The webhooks that were verified and stored. */
  WEBHOOK_ACCEPTED = 'WebhookAccepted',
  /** The requests that were not genuine. */
  WEBHOOK_REFUSED = 'WebhookRefused',
  /** The requests whose proof is wrong: forged, or with another secret. An alarm stands on it. */
  WEBHOOK_MISMATCHED = 'WebhookMismatched',
  /** The requests that could not be checked or stored. */
  WEBHOOK_UNCHECKED = 'WebhookUnchecked',
  /** The genuine webhooks that could not be stored, and were answered 503. */
  WEBHOOK_UNSTORED = 'WebhookUnstored',
  /** The genuine webhooks that went to the spool bucket instead of the queue. */
  WEBHOOK_SPOOLED = 'WebhookSpooled',
  /** The requests that came while the webhook secret had no value. An alarm stands on it. */
  SECRET_NOT_SET = 'SecretNotSet',
  /** The requests that were answered 503 because the secret had been read too often. */
  SECRET_READS_LIMITED = 'SecretReadsLimited',
  /** The webhooks that matched only the previous value of the secret, in the grace period. */
  PREVIOUS_SECRET_MATCHED = 'PreviousSecretMatched',
  /** The events that were published on the bus. */
  EVENT_PUBLISHED = 'EventPublished',
  /**
   * The time from the arrival of a webhook until its event is on the bus, in milliseconds. It is measured for all endpoints
   * together.
   */
  EVENT_DELAY = 'EventDelay',
  /** The webhooks that repeat an event that was published before. */
  EVENT_DUPLICATE = 'EventDuplicate',
  /** The genuine webhooks that could not be read completely. */
  EVENT_PROBLEM = 'EventProblem',
  /** The duplicates that say something else than the first webhook of their event. An alarm stands on it. */
  DUPLICATE_BODY_DIFFERS = 'DuplicateBodyDiffers',
  /** The further such duplicates, which were not stored: the archive has 20 of one event. */
  DUPLICATE_BODY_DROPPED = 'DuplicateBodyDropped',
  /** The archived envelopes. */
  BUNDLE_ARCHIVED = 'BundleArchived',
  /** The attempts of archive jobs that ended with another wait. */
  ARCHIVE_WAITING = 'ArchiveWaiting',
  /** The archive jobs that were folded into one that waits for the same envelope. */
  ARCHIVE_JOB_FOLDED = 'ArchiveJobFolded',
  /** The attempts of archive jobs that have waited for four hours or more. An alarm stands on it. */
  ARCHIVE_WAITING_FOR_HOURS = 'ArchiveWaitingForHours',
  /** The files that look damaged and were archived. An alarm stands on it. */
  DAMAGED_FILE_ARCHIVED = 'DamagedFileArchived',
  /** The envelopes that were given up. */
  ARCHIVE_FAILED = 'ArchiveFailed',
  /** The attempts for which no API key worked, or for which none was set. An alarm stands on it. */
  API_KEY_UNUSABLE = 'ApiKeyUnusable',
  /** The calls that worked only with the previous API key, in the grace period. */
  PREVIOUS_API_KEY_USED = 'PreviousApiKeyUsed',
  /** The passes over a provider's list that reached its end. */
  PASS_FINISHED = 'PassFinished',
  /** The passes that began when none had finished for more than a day. An alarm stands on it. */
  RECONCILIATION_OVERDUE = 'ReconciliationOverdue',
  /** The completed envelopes that no webhook reported, and that a pass found. An alarm stands on it. */
  WEBHOOK_MISSED = 'WebhookMissed',
  /** The envelopes that a pass ordered and whose bundle is not there yet: each pass counts each of them once. */
  BUNDLE_MISSING = 'BundleMissing',
}
