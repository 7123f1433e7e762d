import { type Duration } from 'aws-cdk-lib';

/**
 * How often the providers' lists are read for completed envelopes that no webhook reported.
 *
 * What it costs for each endpoint: a pass makes one call to the provider for each page of its list. A page has 100 envelopes.
 * Documenso has one page or more for each folder, and Kingsign may have one of everything. Each page is one run of the function and
 * one SQS message.
 *
 * In S3 a pass makes some seven calls for itself, and one for each 500 envelopes that no webhook ever reported. It makes one for
 * each envelope that completed since the last pass of its kind but one, or within 12 hours, and one for each order whose bundle
 * is not there yet. A missing envelope takes some six calls more, once. For an endpoint with 1,000 envelopes the defaults cost
 * less than a dollar a month (`bench/reconcile-cost.ts`).
 */
export interface ReconciliationOptions {
  /**
   * The time between two recent passes, which read the envelopes that were made lately. Only Documenso's and Sign.Plus's lists can
   * be cut there; the others have full passes only.
   *
   * @default Duration.hours(1)
   */
  readonly recentPassEvery?: Duration;

  /**
   * The time between two full passes, which read everything: so a contract that is signed a year after it was sent is found too.
   *
   * @default - a week where there are recent passes, a day elsewhere
   */
  readonly fullPassEvery?: Duration;

  /**
   * How far back a recent pass reads, by the time when envelopes were made.
   *
   * @default Duration.days(30)
   */
  readonly lookback?: Duration;
}
