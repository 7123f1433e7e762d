import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { archiveManifestSchema, type ArchiveManifest } from '../contracts/archive-manifest';
import { jsonString } from '../kit/json-string';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/sha256-hex';

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
