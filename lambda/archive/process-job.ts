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

/** Why an envelope is not archived, by name, and what may be logged of it. */
interface Failure {
  readonly reason: FailureReason;
  readonly error?: ProviderApiError | PermanentFailure;
}

/**
 * Takes one job as far as it goes: archived and announced, put back to wait, or given up. When it returns, the message
 * has done its duty: what is still to do is in a new message, or in the dead-letter queue. Safe to repeat.
 *
 * Throws what is neither the provider's doing nor beyond cure: the message comes again.
 */
export async function processJob(deps: ArchiveDeps, taken: ArchiveJob): Promise<void> {
  const job: ArchiveJob = { ...taken, givenUp: undefined };
  const early = notYetDue(job, deps.now());
  if (early) return deps.queue.send(early.job, { delaySeconds: early.delaySeconds });

  const outcome = await tryToArchive(deps, job);
  switch (outcome.kind) {
    case 'archived':
      return announce(deps, outcome.bundle);
    case 'out-of-time':
      deps.telemetry.info('archiving goes on in the next run', names(job));
      return deps.queue.send(job);
    case 'settling':
      return settle(deps, job, outcome.confirmedAt);
    case 'waiting':
      return isExpired(job, deps.now()) ? giveUp(deps, job, outcome) : putBack(deps, job, outcome);
    case 'hopeless':
      return giveUp(deps, job, outcome);
  }
}

type JobOutcome =
  | Exclude<ArchiveOutcome, { readonly kind: 'waiting' }>
  | (Failure & { readonly kind: 'waiting' | 'hopeless' });

async function tryToArchive(deps: ArchiveDeps, job: ArchiveJob): Promise<JobOutcome> {
  try {
    return await archiveEnvelope(deps, job);
  } catch (error) {
    if (error instanceof ProviderApiError) return { kind: 'waiting', reason: error.reason, error };
    if (error instanceof PermanentFailure) return { kind: 'hopeless', reason: error.reason, error };
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

/** Once, and for as long as it takes to settle, however old the job is: there is nothing to be impatient about. */
async function settle(deps: ArchiveDeps, job: ArchiveJob, confirmedAt: Date): Promise<void> {
  const again = { ...job, confirmedAt: job.confirmedAt ?? confirmedAt.toISOString() };
  await deps.queue.send(again, { delaySeconds: Math.ceil(deps.limits.settleTime / 1_000) });
  deps.telemetry.info('a file that is not there may still come', names(job));
}

async function putBack(deps: ArchiveDeps, job: ArchiveJob, { reason, error }: Failure): Promise<void> {
  const retryAfterSeconds = error instanceof ProviderApiError ? error.details.retryAfterSeconds : undefined;
  const later = nextAttempt(job, { retryAfterSeconds, now: deps.now(), random: deps.random });
  await deps.queue.send(later.job, { delaySeconds: later.delaySeconds });
  tellObstacle(deps, job, reason);
  deps.telemetry.count('ArchiveWaiting', job.endpoint);
  const fields = {
    ...names(job),
    reason,
    retryInSeconds: later.delaySeconds,
    notBefore: later.job.notBefore,
  };
  deps.telemetry.warn(logMessages.archivingHasToWait, fields, error);
}

/** The event first: a job in the dead-letter queue has been told of. Either may happen twice, neither may be missing. */
async function giveUp(deps: ArchiveDeps, job: ArchiveJob, { reason, error }: Failure): Promise<void> {
  const now = deps.now();
  await deps.bus.publish(archiveFailedEvent(job, reason, now));
  // A job that is redriven from there is tried at once, and some times.
  const givenUp = { reason, at: now.toISOString(), tries: job.attempt + 1 };
  await deps.deadLetterQueue.send({ ...job, notBefore: undefined, attempt: 0, givenUp });
  tellObstacle(deps, job, reason);
  deps.telemetry.count('ArchiveFailed', job.endpoint);
  deps.telemetry.error(logMessages.archivingGivenUp, { ...names(job), reason }, error);
}

function tellObstacle({ telemetry }: ArchiveDeps, { endpoint }: ArchiveJob, reason: FailureReason): void {
  if (reason === 'unauthorized' || reason === 'api-key-not-set') telemetry.count('ApiKeyUnusable', endpoint);
}

/** `completionEventId` tells whose order it is: `npx cdk-esign-webhooks archive` looks for its own. */
function names({ endpoint, envelopeId, attempt, completionEventId }: ArchiveJob) {
  return { endpoint, envelopeId, attempt, completionEventId };
}
