import type { ArchiveJob, FoldedCompletion } from '../contracts/archive-job';
import type { ArchiveManifest } from '../contracts/archive-manifest';
import type { FoundBy } from '../contracts/found-by';
import type { IncompleteBundle } from '../contracts/incomplete-bundle';
import type { SigningEvent } from '../contracts/signing-event';
import { defined } from '../kit/defined';
import { eventIdMaker } from '../kit/event-id';

/** A finished bundle: its manifest is in the archive. */
export interface Bundle {
  readonly manifest: ArchiveManifest;
  /** The manifest's key. */
  readonly key: string;
  /** The digest of the manifest's bytes, in hex. */
  readonly sha256: string;
}

/** A stored `incomplete.json`. */
export interface StoredIncomplete {
  readonly bundle: IncompleteBundle;
  readonly key: string;
  /** The digest of its bytes, in hex. */
  readonly sha256: string;
}

/** An event has a maximum size, so it lists its files only up to this number. The manifest has all of them. */
const maxListedFiles = 200;

/**
 * Makes the event "the bundle is in the archive" from the bundle's manifest. Every run makes the same event of it, except
 * for the time.
 *
 * @param announcement.bucketName the archive's bucket
 */
export function archivedEvent(
  { manifest, key, sha256 }: Bundle,
  announcement: {
    readonly bucketName: string;
    readonly foundBy: FoundBy | undefined;
    readonly now: Date;
  },
): SigningEvent {
  const { bucketName, foundBy, now } = announcement;
  const { provider, endpoint, envelope, revision, files, problems, test } = manifest;
  return defined({
    version: 1,
    id: eventIdMaker(test)(endpoint, ['envelope.archived', envelope.id, revision]),
    type: 'envelope.archived',
    provider,
    endpoint,
    // No provider confirms a test. Who asks for confirmed events only must never get one.
    confirmed: !test,
    test,
    foundBy,
    receivedAt: now.toISOString(),
    envelope,
    problem: problems[0]?.name,
    archive: defined({
      bucket: bucketName,
      revision,
      manifest: { key, sha256 },
      files: listedIn(files),
      fileCount: files.length,
      roles: [...new Set(files.map(({ role }) => role))],
      problems: [...new Set(problems.map(({ name }) => name))],
    }),
  });
}

/**
 * Makes the event "the envelope is complete" for a completion that no webhook reported. Its id is that of the webhook's event,
 * wherever the provider's list has what makes it.
 */
export function completedEvent(
  { provider, endpoint }: Pick<ArchiveJob, 'provider' | 'endpoint'>,
  { id, occurredAt }: FoldedCompletion,
  { envelope, now }: { readonly envelope: NonNullable<SigningEvent['envelope']>; readonly now: Date },
): SigningEvent {
  return defined({
    version: 1,
    id,
    type: 'envelope.completed',
    provider,
    endpoint,
    confirmed: true,
    // An import publishes no completion.
    foundBy: 'reconciliation',
    occurredAt,
    receivedAt: now.toISOString(),
    envelope,
  });
}

/** Why an envelope is given up, and what there is of it. */
export interface GivenUp {
  /** A `FailureReason`. */
  readonly reason: string;
  readonly incomplete: StoredIncomplete | undefined;
  /** The archive's bucket. */
  readonly bucketName: string;
  readonly now: Date;
}

/**
 * Makes the event "a completed envelope could not be archived". It has the same id each time that the same completion is
 * given up.
 */
export function archiveFailedEvent(
  job: Pick<ArchiveJob, 'provider' | 'endpoint' | 'envelopeId' | 'completionEventId' | 'foundBy' | 'test'>,
  { reason, incomplete, bucketName, now }: GivenUp,
): SigningEvent {
  const { provider, endpoint, envelopeId, completionEventId, foundBy, test } = job;
  return defined({
    version: 1,
    id: eventIdMaker(test)(endpoint, ['envelope.archive-failed', envelopeId, completionEventId]),
    type: 'envelope.archive-failed',
    provider,
    endpoint,
    // Not even with files: who asks for confirmed events only must never get half an envelope.
    confirmed: false,
    test,
    foundBy,
    receivedAt: now.toISOString(),
    envelope: incomplete?.bundle.envelope ?? { id: envelopeId },
    problem: reason,
    incomplete: incomplete && incompleteSummary(incomplete, bucketName),
  });
}

function incompleteSummary(
  { bundle: { revision, files, missing }, key, sha256 }: StoredIncomplete,
  bucket: string,
): SigningEvent['incomplete'] {
  return defined({
    bucket,
    revision,
    key,
    sha256,
    files: listedIn(files),
    fileCount: files.length,
    missing: listedIn(missing),
    missingCount: missing.length,
  });
}

/** Returns a list for an event; `undefined` if it is too long. */
function listedIn<Item>(items: Item[]): Item[] | undefined {
  return items.length <= maxListedFiles ? items : undefined;
}
