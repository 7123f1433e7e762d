import type { ArchiveJob } from '../contracts/archive-job';
import { retryDelaySeconds } from '../kit/retry-delay';

const hourMs = 60 * 60 * 1_000;

/** The time from the arrival of the completion until the archiver gives up. */
const giveUpAfterMs = 48 * hourMs;

/** The attempts that each job gets, even one that arrives late: an old message may be redriven. */
const minAttempts = 5;

/** The longest delay that SQS allows. */
const maxDelaySeconds = 15 * 60;

/** A job on its way back into the queue. */
export interface DelayedJob {
  readonly job: ArchiveJob;
  readonly delaySeconds: number;
}

/** Whether to give up a job: its time is over, and it has had its attempts. */
export function isExpired(job: ArchiveJob, now: Date): boolean {
  return job.attempt + 1 >= minAttempts && now.getTime() >= deadline(job);
}

/** Delays a job that came before its time; returns `undefined` if the job is due. */
export function notYetDue(job: ArchiveJob, now: Date): DelayedJob | undefined {
  if (job.notBefore === undefined) return undefined;
  const seconds = Math.ceil((Date.parse(job.notBefore) - now.getTime()) / 1_000);
  if (seconds <= 0) return undefined;
  return { job, delaySeconds: Math.min(seconds, maxDelaySeconds) };
}

/**
 * Delays a job by the back-off or by `Retry-After`, whichever is longer, but no later than the deadline, so that there is
 * a last attempt.
 *
 * @param options.random returns a number from 0 to 1, as `Math.random` does
 */
export function nextAttempt(
  job: ArchiveJob,
  options: { readonly retryAfterSeconds?: number; readonly now: Date; readonly random: () => number },
): DelayedJob {
  const { retryAfterSeconds = 0, now, random } = options;
  const wantedSeconds = Math.max(retryDelaySeconds(job.attempt + 1, random), retryAfterSeconds);
  const secondsLeft = Math.ceil((deadline(job) - now.getTime()) / 1_000);
  const seconds = Math.min(wantedSeconds, secondsLeft > 0 ? secondsLeft : maxDelaySeconds);
  const next = { ...job, notBefore: undefined, attempt: job.attempt + 1 };
  if (seconds <= maxDelaySeconds) return { job: next, delaySeconds: seconds };
  const notBefore = new Date(now.getTime() + seconds * 1_000).toISOString();
  return { job: { ...next, notBefore }, delaySeconds: maxDelaySeconds };
}

function deadline({ firstSeenAt }: ArchiveJob): number {
  return Date.parse(firstSeenAt) + giveUpAfterMs;
}
