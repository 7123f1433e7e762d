import type { ArchiveJob } from '../contracts/archive-job';
import { delayLeftSeconds, longDelay, maxDelaySeconds } from '../kit/long-delay';
import { retryDelaySeconds, withJitter } from '../kit/retry-delay';

const minuteSeconds = 60;
const hourSeconds = 60 * minuteSeconds;

/** The time from the arrival of the completion until the archiver gives up. */
const giveUpAfterMs = 48 * hourSeconds * 1_000;

/** The attempts that each job gets, even one that arrives late: an old message may be redriven. */
const minAttempts = 5;

/**
 * The delays while the provider does not know the envelope. The first ones are for a provider whose copies are not equal
 * yet, the later ones for a key that may not see the envelope. The attempt after them is the last one, at the deadline. So
 * a completion that somebody made up costs 11 attempts. The bound is 12,000 calls for 1,000 of them: what is left is for
 * processes that find out the provider's version (Documenso 1.x).
 */
const notFoundDelaysSeconds: readonly number[] = [
  ...[15, minuteSeconds, 10 * minuteSeconds, 30 * minuteSeconds],
  ...[1, 2, 4, 8, 16].map((hours) => hours * hourSeconds),
];

/** A job on its way back into the queue. */
export interface DelayedJob {
  readonly job: ArchiveJob;
  readonly delaySeconds: number;
}

/** What the provider answered, for the delay. */
export interface WaitingAnswer {
  /** Whether the provider does not know the envelope. */
  readonly isNotFound: boolean;
  readonly retryAfterSeconds?: number | undefined;
  /** The time until a file that looked damaged may be downloaded again. */
  readonly lookSeconds?: number | undefined;
  /** Whether the job waits for that download only, as nothing failed. */
  readonly isLookOnly?: boolean;
}

/** The time when the archiver gives up the job: for the latest completion that it waits for. */
export function giveUpTime({ firstSeenAt, giveUpAt }: ArchiveJob): Date {
  const ownMs = Date.parse(firstSeenAt) + giveUpAfterMs;
  return new Date(giveUpAt === undefined ? ownMs : Math.max(ownMs, Date.parse(giveUpAt)));
}

/** Whether to give up a job: its time is over, and it has had its attempts. */
export function isExpired(job: ArchiveJob, now: Date): boolean {
  return job.attempt + 1 >= minAttempts && now.getTime() >= giveUpTime(job).getTime();
}

/**
 * Whether a job waits so long that somebody has to look. A provider's API may know about completion only minutes after the
 * webhook, and outages of some hours end by themselves.
 */
export function waitsForHours({ firstSeenAt }: ArchiveJob, now: Date): boolean {
  return now.getTime() - Date.parse(firstSeenAt) >= 4 * hourSeconds * 1_000;
}

/** Delays a job that came before its time; returns `undefined` if the job is due. */
export function notYetDue(job: ArchiveJob, now: Date): DelayedJob | undefined {
  const delaySeconds = delayLeftSeconds(job.notBefore, now);
  return delaySeconds === undefined ? undefined : { job, delaySeconds };
}

/** Delays a job by the usual back-off, without an answer of the provider. */
export function laterAttempt(job: ArchiveJob, random: () => number): DelayedJob {
  return { job, delaySeconds: retryDelaySeconds(job.attempt, random) };
}

/**
 * Delays a job by the back-off, or to the next download of a file that looked damaged, whichever is earlier. But not less than
 * `Retry-After`, and no later than the deadline, so that there is a last attempt.
 *
 * @param options.random returns a number from 0 to 1, as `Math.random` does
 */
export function nextAttempt(
  job: ArchiveJob,
  options: { readonly answer: WaitingAnswer; readonly now: Date; readonly random: () => number },
): DelayedJob {
  const { answer, now, random } = options;
  const counted = countAttempt(job, answer);
  const wantedSeconds = Math.max(ownSeconds(counted, answer, random), answer.retryAfterSeconds ?? 0);
  const secondsLeft = Math.ceil((giveUpTime(job).getTime() - now.getTime()) / 1_000);
  const seconds = Math.min(wantedSeconds, secondsLeft > 0 ? secondsLeft : maxDelaySeconds);
  const { delaySeconds, notBefore } = longDelay(seconds, now);
  return { job: { ...counted, notBefore }, delaySeconds };
}

function countAttempt(job: ArchiveJob, { isNotFound }: WaitingAnswer): ArchiveJob {
  const counted = { ...job, attempt: job.attempt + 1 };
  return isNotFound ? { ...counted, notFoundCount: (job.notFoundCount ?? 0) + 1 } : counted;
}

/** Neither waits for the other: a failed file for the download of a damaged one, nor that one for the back-off. */
function ownSeconds(job: ArchiveJob, answer: WaitingAnswer, random: () => number): number {
  const { lookSeconds, isLookOnly = false } = answer;
  if (isLookOnly && lookSeconds !== undefined) return lookSeconds;
  return Math.min(backOffSeconds(job, answer, random), lookSeconds ?? Infinity);
}

/** After its last delay, the curve for an unknown envelope waits for the deadline. */
function backOffSeconds(
  { attempt, notFoundCount = 0 }: ArchiveJob,
  { isNotFound }: WaitingAnswer,
  random: () => number,
): number {
  if (!isNotFound) return retryDelaySeconds(attempt, random);
  return withJitter(notFoundDelaysSeconds[notFoundCount - 1] ?? Infinity, random);
}
