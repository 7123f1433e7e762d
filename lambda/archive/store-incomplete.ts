import type { WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { incompleteBundleSchema, type IncompleteBundle } from '../contracts/incomplete-bundle';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import { bundleManifest, isRevision, withDerived, type BundleIdentity, type DerivedFiles } from './bundle';
import type { StoredIncomplete } from '../signing-events/archive-events';
import { deriveFiles } from './derive-files';
import { getEnvelope } from './get-envelope';
import { putJsonOnce, readJson } from '../aws/json-object';
import type { StoredFiles } from './store-files';

/** What there is of a confirmed envelope that lacks a file. */
export interface PartialBundle {
  readonly identity: BundleIdentity;
  readonly state: EnvelopeState;
  readonly stored: StoredFiles;
  /** The time when the provider's API confirmed the completion. */
  readonly confirmedAt: Date;
}

/**
 * Stores `incomplete.json` for an envelope that is given up, unless the folder has one: that one counts, from an earlier run.
 * Returns `undefined` if there is nothing to name: no file is there, or the envelope has changed meanwhile.
 */
export async function storeIncomplete(
  deps: ArchiveDeps,
  job: ArchiveJob,
  partial: PartialBundle,
): Promise<StoredIncomplete | undefined> {
  const { identity, stored } = partial;
  if (stored.files.length === 0 || (await hasChanged(deps, job, identity))) return undefined;
  const key = `${identity.prefix}incomplete.json`;
  const bundle = incompleteBundle(deps, job, partial, await derivedFiles(deps, partial));
  const sha256 = await putJsonOnce(deps.bucket, key, bundle);
  return sha256 === undefined ? readIncomplete(deps.bucket, key) : { bundle, key, sha256 };
}

/** Whether the files may be of another revision. Not if the provider does not answer: this is the last attempt. */
async function hasChanged(deps: ArchiveDeps, job: ArchiveJob, identity: BundleIdentity): Promise<boolean> {
  const latest = await getEnvelope(deps, job).catch((error: unknown) => {
    if (error instanceof ProviderApiError || error instanceof PermanentFailure) return undefined;
    throw error;
  });
  return latest !== undefined && !isRevision(job, latest, identity);
}

/** Makes the files that are made of others, if the run has the time: there is no later run for them. */
async function derivedFiles(
  deps: ArchiveDeps,
  { identity, state, stored }: PartialBundle,
): Promise<DerivedFiles> {
  const leftOut = { files: [], problems: [{ name: 'derived-files-left-out' }] };
  try {
    const derived = await deriveFiles(deps, identity, state, { files: stored.files, storedCount: 1 });
    return derived === 'out-of-time' ? leftOut : derived;
  } catch (error) {
    if (error instanceof PermanentFailure) return leftOut;
    throw error;
  }
}

function incompleteBundle(
  { now }: ArchiveDeps,
  job: ArchiveJob,
  { identity, state, stored, confirmedAt }: PartialBundle,
  derived: DerivedFiles,
): IncompleteBundle {
  const contents = withDerived(stored, derived);
  const manifest = bundleManifest(job, identity, state, { ...contents, confirmedAt });
  const givenUpAt = now().toISOString();
  return incompleteBundleSchema.parse({ ...manifest, incomplete: true, givenUpAt, missing: stored.missing });
}

const incompleteTextSchema = jsonString(incompleteBundleSchema);

/** Returns `undefined` for an object that is not ours: the envelope is given up without it. */
async function readIncomplete(bucket: WriteOnceBucket, key: string): Promise<StoredIncomplete | undefined> {
  const read = await readJson(bucket, key, incompleteTextSchema);
  return read && { bundle: read.value, key, sha256: read.sha256 };
}
