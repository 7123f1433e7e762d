import type { ArchiveJob } from '../contracts/archive-job';
import type { FailureReason } from '../contracts/failure-reason';
import type { SigningEvent } from '../contracts/signing-event';
import { eventId } from '../kit/event-id';
import type { Bundle } from './bundle';

/** More files than this are left out of the event, whose size is limited: the manifest has them all. */
const mostFiles = 200;

/**
 * "The bundle is in the archive", from what the manifest says: whichever run says it, the event is the same but for the
 * time.
 *
 * @param bucket the archive's name
 */
export function archivedEvent({ manifest, key, sha256 }: Bundle, bucket: string, now: Date): SigningEvent {
  const { provider, endpoint, envelope, revision, files, problems } = manifest;
  const [problem] = problems;
  return {
    version: 1,
    id: eventId(endpoint, ['envelope.archived', envelope.id, revision]),
    type: 'envelope.archived',
    provider,
    endpoint,
    confirmed: true,
    receivedAt: now.toISOString(),
    envelope,
    ...(problem ? { problem: problem.name } : {}),
    archive: {
      bucket,
      revision,
      manifest: { key, sha256 },
      ...(files.length <= mostFiles ? { files } : {}),
      fileCount: files.length,
      roles: [...new Set(files.map(({ role }) => role))],
    },
  };
}

/** "It was said to be completed, and could not be archived": the same event whenever the same completion is given up. */
export function archiveFailedEvent(job: ArchiveJob, reason: FailureReason, now: Date): SigningEvent {
  const { provider, endpoint, envelopeId, completionEventId } = job;
  return {
    version: 1,
    id: eventId(endpoint, ['envelope.archive-failed', envelopeId, completionEventId]),
    type: 'envelope.archive-failed',
    provider,
    endpoint,
    confirmed: false,
    receivedAt: now.toISOString(),
    envelope: { id: envelopeId },
    problem: reason,
  };
}
