const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The limits and times of the passes. */
export interface ReconcileLimits {
  /** How far back a recent pass goes, by the time when envelopes were made. */
  readonly lookbackMs: number;
  /** For one call of the provider's list. */
  readonly listTimeoutMs: number;
  /** The time that is kept free at the end of a run. */
  readonly marginMs: number;
  /** What completed more lately is left to its webhook. */
  readonly webhookTimeMs: number;
  /** How long the order of a webhook stands: the archiver gives up after 48 hours. */
  readonly webhookOrderMs: number;
  /** The shortest overlap of two passes. */
  readonly overlapMs: number;
  /** The shortest time between two marks of finished passes of one kind. */
  readonly markEveryMs: number;
  /** How far back marks are searched. */
  readonly marksAgeMs: number;
  /** After this time without a finished pass, besides the time between two, somebody has to look. */
  readonly overdueMs: number;
  /** How many jobs an archive queue may have while an import orders more: live jobs go first. */
  readonly importDepth: number;
  /** How long an import waits for space in the queue. */
  readonly importWaitSeconds: number;
  /** How many envelopes are checked at the same time. */
  readonly concurrency: number;
}

/** The limits of the deployed function, besides the look-back, which is an option. */
export const reconcileLimits: Omit<ReconcileLimits, 'lookbackMs'> = {
  listTimeoutMs: 5 * minute,
  marginMs: 30 * second,
  webhookTimeMs: 30 * minute,
  webhookOrderMs: 49 * hour,
  overlapMs: 6 * hour,
  markEveryMs: 6 * hour,
  marksAgeMs: 60 * day,
  overdueMs: day,
  importDepth: 50,
  importWaitSeconds: 30,
  concurrency: 10,
};
