import type { ArchiveJob } from '../contracts/archive-job';
import type { FoundBy } from '../contracts/found-by';
import { logMessages } from '../contracts/log-messages';
import { isFileDamage } from '../pdf/inspection/pdf-inspector';
import type { ArchiveDeps } from './archive-deps';
import { archivedEvent, type Bundle } from '../signing-events/archive-events';
import { ownerId } from './claim-rules';

/**
 * Publishes that the bundle is in the archive, unless another job wrote its manifest: that job publishes it, or is a dead
 * letter. So a completion that comes again causes no event.
 */
export async function announceBundle(deps: ArchiveDeps, job: ArchiveJob, bundle: Bundle): Promise<void> {
  const { endpoint, envelope, revision, files, problems, test } = bundle.manifest;
  const { orderId } = job;
  const fields = { endpoint, envelopeId: envelope.id, revision, files: files.length, orderId, test };
  if (!mayBeUnannounced(job, bundle)) {
    deps.telemetry.info(logMessages.bundleWasThere, {
      ...fields,
      completionEventId: job.completionEventId,
    });
    return;
  }
  const foundBy = announcedFinder(job, bundle);
  await deps.bus.publish(archivedEvent(bundle, { bucketName: deps.bucket.name, foundBy, now: deps.now() }));
  // A metric is about envelopes that somebody signed.
  if (!test) deps.telemetry.count('BundleArchived', endpoint);
  if (problems.some(({ name }) => isFileDamage(name))) deps.telemetry.count('DamagedFileArchived', endpoint);
  deps.telemetry.info(logMessages.bundleArchived, { ...fields, problems: problems.length });
}

/**
 * Whether consumers may not know of a bundle that was found: an earlier run of this job may have died after the manifest, or an
 * import has written it, which most of them leave out. Manifests of earlier versions name no job: only a pass or an import is
 * known to be another one.
 */
export function mayBeUnannounced(job: ArchiveJob, { manifest: { orderId, foundBy } }: Bundle): boolean {
  if (job.reannounce === true || orderId === ownerId(job)) return true;
  if (foundBy === 'import' && job.foundBy !== 'import') return true;
  return orderId === undefined && job.foundBy === undefined;
}

/** Returns who found the envelope, as the manifest has it. A job that is no import does not announce an import's bundle as one. */
function announcedFinder(job: ArchiveJob, { manifest: { foundBy } }: Bundle): FoundBy | undefined {
  return foundBy === 'import' ? job.foundBy : foundBy;
}
