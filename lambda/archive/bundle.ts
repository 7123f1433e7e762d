import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { archiveManifestSchema, type ArchiveManifest } from '../contracts/archive-manifest';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/hash';
import { bundlePrefix } from '../contracts/object-keys';
import type { ArchiveJob } from '../contracts/archive-job';
import { envelopeIdSchema } from '../contracts/ids';
import type { EnvelopeState } from '../providers/provider';

/** A finished bundle: its manifest, as it lies in the archive. */
export interface Bundle {
  readonly manifest: ArchiveManifest;
  readonly key: string;
  /** Hex, of the manifest's bytes. */
  readonly sha256: string;
}

const manifestTextSchema = jsonString(archiveManifestSchema);

/** The bundle in that folder (with its slash), if it is finished. */
export async function findBundle(bucket: WriteOnceBucket, prefix: string): Promise<Bundle | undefined> {
  const key = manifestKey(prefix);
  return (await bucket.describe(key)) && readBundle(bucket, key);
}

/**
 * Writes the manifest, which makes the files in its folder a bundle. Once: where one is there already, written by a run
 * that was killed afterwards or by one at the same time, that one counts.
 */
export async function finishBundle(
  bucket: WriteOnceBucket,
  prefix: string,
  manifest: ArchiveManifest,
): Promise<Bundle> {
  const key = manifestKey(prefix);
  const body = Buffer.from(`${JSON.stringify(archiveManifestSchema.parse(manifest), undefined, 2)}\n`);
  const sha256 = sha256Hex(body);
  const outcome = await bucket.putOnce({
    key,
    body: () => body,
    size: body.length,
    sha256,
    contentType: 'application/json',
  });
  return outcome === 'stored' ? { manifest, key, sha256 } : readBundle(bucket, key);
}

async function readBundle(bucket: WriteOnceBucket, key: string): Promise<Bundle> {
  const body = await bucket.read(key);
  const { data: manifest } = manifestTextSchema.safeParse(Buffer.from(body).toString('utf8'));
  if (!manifest) throw new PermanentFailure('manifest-unreadable');
  return { manifest, key, sha256: sha256Hex(body) };
}

function manifestKey(prefix: string): string {
  return `${prefix}manifest.json`;
}

/** Which bundle it is that the API's answer belongs in. */
export interface BundleIdentity {
  /** The envelope's own id, which need not be the one that it was asked for by. */
  readonly envelopeId: string;
  /** Names the executed content: the same content gives the same folder, in every run. */
  readonly revision: string;
  /** The bundle's folder, with its slash. */
  readonly prefix: string;
}

/**
 * The bundle that a reading belongs in.
 *
 * @throws PermanentFailure when the API's id for the envelope cannot become part of a key
 */
export function bundleIdentity(job: ArchiveJob, reading: EnvelopeState): BundleIdentity {
  const envelopeId = reading.id ?? job.envelopeId;
  if (!envelopeIdSchema.safeParse(envelopeId).success) throw new PermanentFailure('envelope-id-unusable');
  const revision = sha256Hex(JSON.stringify(reading.revision)).slice(0, 32);
  return { envelopeId, revision, prefix: bundlePrefix(job.endpoint, envelopeId, revision) };
}
