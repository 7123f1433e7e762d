import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { defined } from '../../../lambda/kit/defined';
import type { TappedEvent } from '../harness/observe/event-tap';
import type { ArchiveFacts, EventFacts } from './event-facts';
import type { FoundEvent } from './observation';

/** Reads the parts of a received event that the account compares. */
export function foundEvent(tapped: TappedEvent): FoundEvent {
  const { id, type, endpoint, envelope, record, archive } = tapped.detail;
  return defined({
    id,
    type,
    endpoint,
    envelopeId: envelope?.id,
    recordKey: record?.key,
    manifestKey: archive?.manifest.key,
    facts: eventFacts(tapped),
  });
}

/** The archiver's own events have the time when they were made, which nothing else knows. */
function eventFacts({ source, 'detail-type': detailType, detail }: TappedEvent): EventFacts {
  const { type, provider, endpoint, authenticity, confirmed, foundBy, test, receivedAt } = detail;
  const { envelope, recipient, record, archive } = detail;
  return {
    ...{ source, detailType, type, provider, endpoint, authenticity, confirmed, foundBy, test },
    envelopeId: envelope?.id,
    recipientId: recipient?.id,
    recipientEmail: recipient?.email,
    receivedAt: record && receivedAt,
    archive: archive && archiveFacts(archive),
  };
}

function archiveFacts({ files = [], ...archive }: NonNullable<SigningEvent['archive']>): ArchiveFacts {
  const { bucket, revision, manifest, fileCount, roles } = archive;
  return {
    bucket,
    revision,
    manifest: { key: manifest.key, sha256: manifest.sha256 },
    files: files.map(({ role, key, size, sha256 }) => ({ role, key, size, sha256 })),
    fileCount,
    roles,
  };
}
