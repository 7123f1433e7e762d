import type { ArchiveJob } from '../contracts/archive-job';
import type { ArchivedFile } from '../contracts/archived-file';
import { logMessages } from '../contracts/log-messages';
import { failsToArchive, isTestEnvelope } from '../contracts/test-envelope';
import { sha256Hex } from '../kit/hash';
import { PermanentFailure } from '../kit/permanent-failure';
import type { EnvelopeState } from '../providers/provider';
import { announceBundle } from './announce-bundle';
import type { ArchiveDeps, EndpointDeps } from './archive-deps';
import { archiveFailedEvent } from '../signing-events/archive-events';
import { bundleIdentity, bundleManifest, finishBundle, type BundleIdentity } from './bundle';
import { samplePdf } from './sample-pdf';
import { storeOnce } from './store-once';

/**
 * Archives the envelope of a test webhook: stores a sample bundle below `test/`, or reports the failure that the webhook asked for. It
 * asks no provider, claims nothing and leaves no dead letter. Safe to repeat: each run of a job writes the same bytes.
 *
 * @throws PermanentFailure when the envelope is not one of a test: no sample may be announced for it
 */
export async function archiveTest(deps: ArchiveDeps, job: ArchiveJob): Promise<void> {
  const { envelopeId } = job;
  if (!isTestEnvelope(envelopeId)) throw new PermanentFailure('archive-job-unreadable');
  if (failsToArchive(envelopeId)) return reportFailure(deps, job);
  const state = sampleState(envelopeId);
  const identity = bundleIdentity(job, state);
  const files = [await storeSample(deps, identity)];
  const contents = { files, absent: [], problems: [], confirmedAt: new Date(job.firstSeenAt) };
  const manifest = bundleManifest(job, identity, state, contents);
  await announceBundle(deps, job, await finishBundle(deps.bucket, identity.prefix, manifest));
}

/** The state that a provider's API would answer. */
function sampleState(envelopeId: string): EnvelopeState {
  return {
    complete: true,
    status: 'TEST',
    title: 'Test envelope',
    revision: ['test', envelopeId],
    files: [],
  };
}

/** Stores the sample in the place of the document that the provider makes or, where it makes none, that we draw. */
async function storeSample(
  { bucket, documentDrawing }: Pick<EndpointDeps, 'bucket' | 'documentDrawing'>,
  { prefix }: BundleIdentity,
): Promise<ArchivedFile> {
  const pdf = samplePdf();
  const key = `${prefix}${documentDrawing?.name ?? 'executed.pdf'}`;
  const own = { size: pdf.length, sha256: sha256Hex(pdf) };
  const stored = await storeOnce(bucket, {
    key,
    body: () => pdf,
    ...own,
    contentType: 'application/pdf',
  });
  const { size, sha256 } = stored ?? own;
  return { role: documentDrawing ? 'rendered' : 'executed', key, size, sha256 };
}

async function reportFailure({ bus, bucket, telemetry, now }: ArchiveDeps, job: ArchiveJob): Promise<void> {
  const reason = 'test-failure';
  const ending = { reason, incomplete: undefined, bucketName: bucket.name, now: now() } as const;
  await bus.publish(archiveFailedEvent(job, ending));
  const { endpoint, envelopeId, completionEventId, orderId } = job;
  telemetry.info(logMessages.archivingGivenUp, {
    endpoint,
    envelopeId,
    completionEventId,
    orderId,
    reason,
    test: true,
  });
}
