import type { ArchiveJob } from '../contracts/archive-job';
import { logMessages } from '../contracts/log-messages';
import { isFileDamage } from '../pdf/inspection/pdf-inspector';
import type { ArchiveDeps } from './archive-deps';
import { archivedEvent } from './archive-events';
import type { Bundle } from './bundle';
import { ownerId } from './claim-rules';

/**
 * Publishes that the bundle is in the archive, unless another job wrote its manifest: that job publishes it, or is a dead
 * letter. So a completion that comes again causes no event.
 */
export async function announceBundle(deps: ArchiveDeps, job: ArchiveJob, bundle: Bundle): Promise<void> {
  const { endpoint, envelope, revision, files, problems } = bundle.manifest;
  const fields = { endpoint, envelopeId: envelope.id, revision, files: files.length, orderId: job.orderId };
  if (!mayBeUnannounced(job, bundle)) {
    deps.telemetry.info(logMessages.bundleWasThere, {
      ...fields,
      completionEventId: job.completionEventId,
    });
    return;
  }
  await deps.bus.publish(archivedEvent(bundle, deps.bucket.name, deps.now()));
  deps.telemetry.count('BundleArchived', endpoint);
  if (problems.some(({ name }) => isFileDamage(name))) deps.telemetry.count('DamagedFileArchived', endpoint);
  deps.telemetry.info(logMessages.bundleArchived, { ...fields, problems: problems.length });
}

/** An earlier run of this job may have died after the manifest. Manifests of earlier versions name no job. */
function mayBeUnannounced(job: ArchiveJob, { manifest: { orderId } }: Bundle): boolean {
  return job.reannounce === true || orderId === undefined || orderId === ownerId(job);
}
