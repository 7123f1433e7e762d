import type { ArchiveJob } from '../contracts/archive-job';
import type { FailureReason } from '../contracts/failure-reason';
import { logMessages } from '../contracts/log-messages';
import { defined } from '../kit/defined';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import { isKeyUnusable } from '../provider-http/with-api-key';
import { announceBundle } from './announce-bundle';
import type { ArchiveDeps } from './archive-deps';
import { archiveEnvelope, type ArchiveOutcome } from './archive-envelope';
import { archiveFailedEvent } from '../signing-events/archive-events';
import { DamageLooks } from './damage-looks';
import { beginRun, releaseClaim, takeTurn, type ArchiveRun } from './claim-turn';
import {
  isExpired,
  nextAttempt,
  notYetDue,
  waitsForHours,
  type DelayedJob,
  type WaitingAnswer,
} from './next-attempt';
import { storeIncomplete, type PartialBundle } from './store-incomplete';
import { UnreportedCompletions } from './unreported-completions';

/** The reason why an envelope is not archived, and the error that may be logged. */
interface Failure {
  readonly reason: FailureReason;
  readonly error?: ProviderApiError | PermanentFailure;
  /** What there is of the envelope, if only some of its files cannot be had. */
  readonly partial?: PartialBundle;
}

/**
 * Processes one job: the envelope is archived and announced, or the job waits, or another job waits for it, or it is given
 * up. Afterwards the message can be deleted: any work that is left is in a new message, in the message of that other job, or
 * in the dead-letter queue. Safe to repeat.
 *
 * @throws Error for any other failure, which is neither the provider's nor permanent: SQS delivers the message again
 */
export async function processJob(deps: ArchiveDeps, received: ArchiveJob): Promise<void> {
  const begun = await beginRun(deps, jobToRun(received));
  const early = notYetDue(begun.job, deps.now());
  if (early) return waitOn(deps, early);

  const looks = new DamageLooks(begun.job);
  const completions = new UnreportedCompletions(begun.job);
  const outcome = await tryToArchive({ ...deps, looks, completions }, begun.job);
  const job = completions.noteIn(looks.noteIn(begun.job));
  const run = { ...begun, job };
  switch (outcome.kind) {
    case 'archived':
      // Announce first: if the process dies before the release, the next run announces again.
      await announceBundle(deps, job, outcome.bundle);
      return endRun(deps, run);
    case 'out-of-time':
      deps.telemetry.info('archiving goes on in the next run', jobFields(job));
      return deps.queue.send(job);
    case 'awaiting-files':
      return awaitFiles(deps, job, outcome.confirmedAt);
    case 'permanent':
      return endRun(deps, run, () => giveUp(deps, job, outcome));
    case 'waiting':
      return waitForProvider(deps, run, outcome);
  }
}

/** An import publishes no completion, not even if another job is folded into it: what it finds is history. */
function jobToRun(received: ArchiveJob): ArchiveJob {
  const unreportedCompletion = received.foundBy === 'import' ? undefined : received.unreportedCompletion;
  return { ...received, givenUp: undefined, unreportedCompletion };
}

interface WaitingFailure extends Failure {
  /** Whether the provider does not know the envelope. */
  readonly isNotFound: boolean;
}

type JobOutcome =
  | Exclude<ArchiveOutcome, { readonly kind: 'waiting' | 'unknown' | 'files-missing' | 'permanent' }>
  | (WaitingFailure & { readonly kind: 'waiting' })
  | (Failure & { readonly kind: 'permanent' });

async function tryToArchive(deps: ArchiveDeps, job: ArchiveJob): Promise<JobOutcome> {
  try {
    return jobOutcome(await archiveEnvelope(deps, job));
  } catch (error) {
    if (error instanceof ProviderApiError) {
      return { kind: 'waiting', reason: error.reason, error, isNotFound: false };
    }
    if (error instanceof PermanentFailure) return { kind: 'permanent', reason: error.reason, error };
    throw error;
  }
}

/** Describes all outcomes for which the job waits in one way. */
function jobOutcome(outcome: ArchiveOutcome): JobOutcome {
  switch (outcome.kind) {
    case 'waiting':
      return { ...outcome, isNotFound: false };
    case 'unknown':
    case 'files-missing':
      return {
        ...outcome,
        kind: 'waiting',
        reason: outcome.error.reason,
        isNotFound: outcome.kind === 'unknown',
      };
    case 'archived':
    case 'awaiting-files':
    case 'out-of-time':
    case 'permanent':
      return outcome;
  }
}

/** Ends the job, unless another one was folded into it during this run: then it goes on, with a newer question. */
async function endRun(deps: ArchiveDeps, run: ArchiveRun, end?: () => Promise<void>): Promise<void> {
  const next = await releaseClaim(deps, run);
  if (next) return deps.queue.send(next.job, { delaySeconds: next.delaySeconds });
  await end?.();
}

/** Sends a job back that came before its time. It counts as waiting too. */
async function waitOn(deps: ArchiveDeps, { job, delaySeconds }: DelayedJob): Promise<void> {
  await deps.queue.send(job, { delaySeconds });
  deps.telemetry.count('ArchiveWaiting', job.endpoint);
}

/** Waits once for a missing file, even when the 48 hours are over. */
async function awaitFiles(deps: ArchiveDeps, job: ArchiveJob, confirmedAt: Date): Promise<void> {
  const next = { ...job, confirmedAt: job.confirmedAt ?? confirmedAt.toISOString() };
  await deps.queue.send(next, { delaySeconds: Math.ceil(deps.limits.fileWaitMs / 1_000) });
  deps.telemetry.info('a file that is not there may still come', jobFields(job));
}

/**
 * Waits for the provider, or folds into the job that waits already, or gives up. The claim is written before the message is
 * sent: if the process dies between the two, SQS delivers this message again.
 */
async function waitForProvider(deps: ArchiveDeps, run: ArchiveRun, failure: WaitingFailure): Promise<void> {
  const turn = await takeTurn(deps, run, (job) => {
    const now = deps.now();
    if (isExpired(job, now) && !hasDownloadsLeft(job, failure)) return undefined;
    return nextAttempt(job, { answer: waitingAnswer(job, failure, now), now, random: deps.random });
  });
  if (turn.kind === 'expired') return giveUp(deps, turn.job, failure);
  const next = turn.kind === 'waits' ? turn.next : undefined;
  if (next) await deps.queue.send(next.job, { delaySeconds: next.delaySeconds });
  reportWaiting(deps, run.job, { failure, next });
}

/** Whether a file gets another download after the 48 hours: it looked damaged, and came the same each time so far. */
function hasDownloadsLeft(job: ArchiveJob, { reason }: Failure): boolean {
  return reason === 'looks-damaged' && new DamageLooks(job).hasSameFiles;
}

function waitingAnswer(
  job: ArchiveJob,
  { reason, error, isNotFound }: WaitingFailure,
  now: Date,
): WaitingAnswer {
  const lookSeconds = new DamageLooks(job).nextSeconds(now);
  if (reason === 'looks-damaged') return { isNotFound, lookSeconds, isLookOnly: true };
  const retryAfterSeconds = error instanceof ProviderApiError ? error.details.retryAfterSeconds : undefined;
  return { isNotFound, retryAfterSeconds, lookSeconds };
}

function reportWaiting(
  { telemetry, now }: ArchiveDeps,
  job: ArchiveJob,
  { failure: { reason, error }, next }: { readonly failure: Failure; readonly next: DelayedJob | undefined },
): void {
  if (isKeyUnusable(reason)) telemetry.count('ApiKeyUnusable', job.endpoint);
  telemetry.count(next ? 'ArchiveWaiting' : 'ArchiveJobFolded', job.endpoint);
  if (next && waitsForHours(job, now())) telemetry.count('ArchiveWaitingForHours', job.endpoint);
  const fields = {
    ...jobFields(job),
    reason,
    retryInSeconds: next?.delaySeconds,
    notBefore: next?.job.notBefore,
    folded: next ? undefined : true,
  };
  telemetry.warn(logMessages.archivingHasToWait, fields, error);
}

/**
 * Stores what there is, and publishes the event that names it, before the dead letter is sent: so each dead letter is
 * announced, except one of an import, which has its alarm only. All of it may happen twice. The claim is released before: a
 * job that comes in between waits itself, and a job that came before it keeps this one alive.
 */
async function giveUp(
  deps: ArchiveDeps,
  job: ArchiveJob,
  { reason, error, partial }: Failure,
): Promise<void> {
  const incomplete = partial && (await storeIncomplete(deps, job, partial));
  const now = deps.now();
  if (job.foundBy !== 'import') {
    const failed = archiveFailedEvent(job, { reason, incomplete, bucketName: deps.bucket.name, now });
    await deps.bus.publish(failed);
  }
  // A redriven job starts again: it is due at once, and has all its attempts.
  const fresh = {
    notBefore: undefined,
    notFoundCount: undefined,
    extensions: undefined,
    giveUpAt: undefined,
    damaged: undefined,
  };
  const givenUp = defined({
    reason,
    at: now.toISOString(),
    tries: job.attempt + 1,
    incomplete: incomplete?.key,
  });
  await deps.deadLetterQueue.send({ ...job, ...fresh, attempt: 0, givenUp });
  if (isKeyUnusable(reason)) deps.telemetry.count('ApiKeyUnusable', job.endpoint);
  deps.telemetry.count('ArchiveFailed', job.endpoint);
  deps.telemetry.error(
    logMessages.archivingGivenUp,
    { ...jobFields(job), reason, incomplete: incomplete?.key },
    error,
  );
}

/** By the last two, the commands `archive` and `reconcile` follow their own jobs. */
function jobFields({ endpoint, envelopeId, attempt, completionEventId, orderId }: ArchiveJob) {
  return { endpoint, envelopeId, attempt, completionEventId, orderId };
}
