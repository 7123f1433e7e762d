import type { ArchiveJob } from '../contracts/archive-job';
import { retryDelaySeconds } from '../kit/retry-delay';

/** How long after a completion was first heard of the archiver gives up, in milliseconds: 48 hours. */
export const giveUpAfter = 48 * 60 * 60 * 1_000;

/** However late a job comes (an old message, redriven), it is tried this often before it is given up. */
const minAttempts = 5;

/** The longest delay that SQS knows, in seconds. */
const longestDelay = 15 * 60;

/** A job on its way back into the queue. */
export interface DelayedJob {
  readonly job: ArchiveJob;
  readonly delaySeconds: number;
}

/** Whether a job has waited for as long as it may, and was tried often enough. */
export function isExpired({ firstSeenAt, attempt }: ArchiveJob, now: Date): boolean {
  return attempt + 1 >= minAttempts && now.getTime() >= Date.parse(firstSeenAt) + giveUpAfter;
}

/** How to put back a job that came before its time; `undefined` when it did not. */
export function notYetDue(job: ArchiveJob, now: Date): DelayedJob | undefined {
  const seconds = Math.ceil((Date.parse(job.notBefore ?? job.firstSeenAt) - now.getTime()) / 1_000);
  if (job.notBefore === undefined || seconds <= 0) return undefined;
  return { job, delaySeconds: Math.min(seconds, longestDelay) };
}

/**
 * The same job, for later: after the usual back-off, or what the provider asked for if that is longer, but for one last
 * try not beyond the end of our patience.
 *
 * @param random a number from 0 to 1, as `Math.random` gives
 */
export function nextAttempt(
  job: ArchiveJob,
  {
    retryAfterSeconds = 0,
    now,
    random,
  }: { readonly retryAfterSeconds?: number; readonly now: Date; readonly random: () => number },
): DelayedJob {
  const wait = Math.max(retryDelaySeconds(job.attempt + 1, random), retryAfterSeconds);
  const patienceLeft = Math.ceil((Date.parse(job.firstSeenAt) + giveUpAfter - now.getTime()) / 1_000);
  const seconds = Math.min(wait, patienceLeft > 0 ? patienceLeft : longestDelay);
  const again = { ...job, notBefore: undefined, attempt: job.attempt + 1 };
  if (seconds <= longestDelay) return { job: again, delaySeconds: seconds };
  const notBefore = new Date(now.getTime() + seconds * 1_000).toISOString();
  return { job: { ...again, notBefore }, delaySeconds: longestDelay };
}
