import type { ArchiveJob } from '../contracts/archive-job';
import type { FailureReason } from '../contracts/failure-reason';
import { logMessages } from '../contracts/log-messages';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ArchiveDeps } from './archive-deps';
import { archiveEnvelope, type ArchiveOutcome } from './archive-envelope';
import { archivedEvent, archiveFailedEvent } from './archive-events';
import type { Bundle } from './bundle';
import { isExpired, nextAttempt, notYetDue } from './next-attempt';

/** The reason why an envelope is not archived, and the error that may be logged. */
interface Failure {
  readonly reason: FailureReason;
  readonly error?: ProviderApiError | PermanentFailure;
}

/**
 * Processes one job: the envelope is archived and announced, or the job waits, or it is given up. Afterwards the message
 * can be deleted: any work that is left is in a new message, or in the dead-letter queue. Safe to repeat.
 *
 * @throws Error for any other failure, which is neither the provider's nor permanent: SQS delivers the message again
 */
export async function processJob(deps: ArchiveDeps, received: ArchiveJob): Promise<void> {
  const job: ArchiveJob = { ...received, givenUp: undefined };
  const early = notYetDue(job, deps.now());
  if (early) return deps.queue.send(early.job, { delaySeconds: early.delaySeconds });

  const outcome = await tryToArchive(deps, job);
  switch (outcome.kind) {
    case 'archived':
      return announce(deps, outcome.bundle);
    case 'out-of-time':
      deps.telemetry.info('archiving goes on in the next run', jobFields(job));
      return deps.queue.send(job);
    case 'awaiting-files':
      return awaitFiles(deps, job, outcome.confirmedAt);
    case 'waiting':
      return isExpired(job, deps.now()) ? giveUp(deps, job, outcome) : retryLater(deps, job, outcome);
    case 'permanent':
      return giveUp(deps, job, outcome);
  }
}

type JobOutcome =
  | Exclude<ArchiveOutcome, { readonly kind: 'waiting' }>
  | (Failure & { readonly kind: 'waiting' | 'permanent' });

async function tryToArchive(deps: ArchiveDeps, job: ArchiveJob): Promise<JobOutcome> {
  try {
    return await archiveEnvelope(deps, job);
  } catch (error) {
    if (error instanceof ProviderApiError) return { kind: 'waiting', reason: error.reason, error };
    if (error instanceof PermanentFailure) return { kind: 'permanent', reason: error.reason, error };
    throw error;
  }
}

async function announce(deps: ArchiveDeps, bundle: Bundle): Promise<void> {
  const { endpoint, envelope, revision, files, problems } = bundle.manifest;
  await deps.bus.publish(archivedEvent(bundle, deps.bucket.name, deps.now()));
  deps.telemetry.count('BundleArchived', endpoint);
  deps.telemetry.info(logMessages.bundleArchived, {
    endpoint,
    envelopeId: envelope.id,
    revision,
    files: files.length,
    problems: problems.length,
  });
}

/** Waits once for a missing file, even when the 48 hours are over. */
async function awaitFiles(deps: ArchiveDeps, job: ArchiveJob, confirmedAt: Date): Promise<void> {
  const next = { ...job, confirmedAt: job.confirmedAt ?? confirmedAt.toISOString() };
  await deps.queue.send(next, { delaySeconds: Math.ceil(deps.limits.fileWaitMs / 1_000) });
  deps.telemetry.info('a file that is not there may still come', jobFields(job));
}

async function retryLater(deps: ArchiveDeps, job: ArchiveJob, { reason, error }: Failure): Promise<void> {
  const retryAfterSeconds = error instanceof ProviderApiError ? error.details.retryAfterSeconds : undefined;
  const next = nextAttempt(job, { retryAfterSeconds, now: deps.now(), random: deps.random });
  await deps.queue.send(next.job, { delaySeconds: next.delaySeconds });
  countUnusableKey(deps, job, reason);
  deps.telemetry.count('ArchiveWaiting', job.endpoint);
  const fields = {
    ...jobFields(job),
    reason,
    retryInSeconds: next.delaySeconds,
    notBefore: next.job.notBefore,
  };
  deps.telemetry.warn(logMessages.archivingHasToWait, fields, error);
}

/** Publishes the event first, so that each job in the dead-letter queue is announced. Both may happen twice. */
async function giveUp(deps: ArchiveDeps, job: ArchiveJob, { reason, error }: Failure): Promise<void> {
  const now = deps.now();
  await deps.bus.publish(archiveFailedEvent(job, reason, now));
  // A redriven job starts again: it is due at once, and has all its attempts.
  const givenUp = { reason, at: now.toISOString(), tries: job.attempt + 1 };
  await deps.deadLetterQueue.send({ ...job, notBefore: undefined, attempt: 0, givenUp });
  countUnusableKey(deps, job, reason);
  deps.telemetry.count('ArchiveFailed', job.endpoint);
  deps.telemetry.error(logMessages.archivingGivenUp, { ...jobFields(job), reason }, error);
}

function countUnusableKey({ telemetry }: ArchiveDeps, { endpoint }: ArchiveJob, reason: FailureReason): void {
  if (reason === 'unauthorized' || reason === 'api-key-not-set') telemetry.count('ApiKeyUnusable', endpoint);
}

/** `completionEventId` names the request that queued the job: `npx cdk-esign-webhooks archive` follows its own by it. */
function jobFields({ endpoint, envelopeId, attempt, completionEventId }: ArchiveJob) {
  return { endpoint, envelopeId, attempt, completionEventId };
}
