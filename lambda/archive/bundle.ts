import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import {
  archiveManifestSchema,
  type ArchiveManifest,
  type BundleProblem,
} from '../contracts/archive-manifest';
import type { ArchivedFile, FileRole } from '../contracts/archived-file';
import { envelopeIdSchema } from '../contracts/ids';
import { bundlePrefix, testBundlePrefix } from '../contracts/object-keys';
import { defined } from '../kit/defined';
import { sha256Hex } from '../kit/hash';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import type { EnvelopeState } from '../providers/provider';
import type { Bundle } from '../signing-events/archive-events';
import { ownerId } from './claim-rules';
import { putJsonOnce, readJson } from '../aws/json-object';

/** The bundle that an envelope belongs in, in its present state. */
export interface BundleIdentity {
  /** The envelope's own id, which may differ from the id in the job. */
  readonly envelopeId: string;
  /** The hash of what identifies the executed content: the same content gives the same folder in every run. */
  readonly revision: string;
  /** The bundle's folder, with its slash. */
  readonly prefix: string;
}

/**
 * Finds out which bundle an envelope belongs in.
 *
 * @throws PermanentFailure when the API's id for the envelope cannot be part of a key
 */
export function bundleIdentity(job: ArchiveJob, state: EnvelopeState): BundleIdentity {
  const envelopeId = state.id ?? job.envelopeId;
  if (!envelopeIdSchema.safeParse(envelopeId).success) throw new PermanentFailure('envelope-id-unusable');
  const revision = sha256Hex(JSON.stringify(state.revision)).slice(0, 32);
  const prefixOf = job.test ? testBundlePrefix : bundlePrefix;
  return { envelopeId, revision, prefix: prefixOf(job.endpoint, envelopeId, revision) };
}

/** Whether the envelope is complete, in the state of that bundle. */
export function isRevision(job: ArchiveJob, state: EnvelopeState, { prefix }: BundleIdentity): boolean {
  return state.complete && bundleIdentity(job, state).prefix === prefix;
}

/** The files of a bundle, those that the provider does not have, and the problems of both. */
export type BundleContents = Pick<ArchiveManifest, 'files' | 'absent' | 'problems'>;

/** Files that the archiver makes from the provider's files. */
export type DerivedFiles = Pick<BundleContents, 'files' | 'problems'>;

/** Adds the derived files to the provider's. */
export function withDerived(stored: BundleContents, derived: DerivedFiles): BundleContents {
  return {
    files: [...stored.files, ...derived.files],
    absent: stored.absent,
    problems: [...stored.problems, ...derived.problems],
  };
}

/** Makes the manifest of a bundle from its files and from the state in which the API confirmed the envelope. */
export function bundleManifest(
  job: ArchiveJob,
  { envelopeId: id, revision }: BundleIdentity,
  { legacyId, title, status, absent = [] }: EnvelopeState,
  contents: BundleContents & { readonly confirmedAt: Date },
): ArchiveManifest {
  const { provider, endpoint, completionEventId, foundBy, test } = job;
  return defined({
    version: 1,
    provider,
    endpoint,
    test,
    envelope: defined({ id, legacyId, title, status }),
    revision,
    completionEventId,
    orderId: ownerId(job),
    foundBy,
    confirmedAt: contents.confirmedAt.toISOString(),
    files: contents.files,
    // No run has to wait for the files that an API never offers, so they are added only here.
    absent: [...contents.absent, ...absent],
    problems: [...executedMissing(contents.files), ...contents.problems],
  });
}

/** The roles that a person would call the signed document. */
const executedRoles: ReadonlySet<FileRole> = new Set<FileRole>([
  'executed',
  'executed-with-certificate',
  'rendered',
]);

/** Reports a bundle that has no executed document, neither the provider's nor a drawn one. */
function executedMissing(files: readonly ArchivedFile[]): readonly BundleProblem[] {
  return files.some(({ role }) => executedRoles.has(role)) ? [] : [{ name: 'executed-missing' }];
}

/** Reads the bundle in that folder (with its slash), if it is finished. */
export async function findBundle(bucket: WriteOnceBucket, prefix: string): Promise<Bundle | undefined> {
  const key = manifestKey(prefix);
  return (await bucket.describe(key)) && readBundle(bucket, key);
}

/**
 * Writes the manifest, which makes the files in its folder a bundle. If the folder has a manifest already, that one
 * counts: another run has written it, at the same time or before it was killed.
 */
export async function finishBundle(
  bucket: WriteOnceBucket,
  prefix: string,
  manifest: ArchiveManifest,
): Promise<Bundle> {
  const key = manifestKey(prefix);
  const sha256 = await putJsonOnce(bucket, key, archiveManifestSchema.parse(manifest));
  return sha256 === undefined ? readBundle(bucket, key) : { manifest, key, sha256 };
}

const manifestTextSchema = jsonString(archiveManifestSchema);

async function readBundle(bucket: WriteOnceBucket, key: string): Promise<Bundle> {
  const read = await readJson(bucket, key, manifestTextSchema);
  if (!read) throw new PermanentFailure('manifest-unreadable');
  return { manifest: read.value, key, sha256: read.sha256 };
}

function manifestKey(prefix: string): string {
  return `${prefix}manifest.json`;
}
