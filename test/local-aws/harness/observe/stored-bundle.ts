import { archiveManifestSchema, type ArchiveManifest } from '../../../../lambda/contracts/archive-manifest';
import type { ArchivedFile } from '../../../../lambda/contracts/archived-file';
import type { SigningEvent } from '../../../../lambda/contracts/signing-event';
import { sha256Hex } from '../../../../lambda/kit/hash';
import type { ExpectedFile } from '../../../simulators/kit/provider-simulator';
import { listKeys, readObject } from './archive-bucket';
import type { RunningSample } from '../sample/launch-sample';

/** An archived file with its bytes. */
export interface StoredFile extends ArchivedFile {
  readonly bytes: Buffer;
}

/** A bundle, read with GetObject. */
export interface StoredBundle {
  /** The prefix of its keys, with a slash at the end. */
  readonly folder: string;
  readonly manifest: ArchiveManifest;
  readonly files: readonly StoredFile[];
  /** Faults that are visible without the provider's files: sizes, digests, keys. */
  readonly faults: readonly string[];
}

/** Reads the bundle of an `envelope.archived`. */
export async function readBundle(
  sample: Pick<RunningSample, 'clients' | 'stack'>,
  { archive }: SigningEvent,
): Promise<StoredBundle> {
  if (!archive) throw new Error('envelope.archived names no archive');
  return readBundleAt(sample, archive.manifest);
}

/** Reads the bundle of a manifest. Checks the manifest's digest if there is one. */
export async function readBundleAt(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  { key: manifestKey, sha256 }: { readonly key: string; readonly sha256?: string },
): Promise<StoredBundle> {
  const read = (key: string) => readObject(clients, stack.archiveBucket, key);
  const manifestBytes = await read(manifestKey);
  const manifest = archiveManifestSchema.parse(JSON.parse(manifestBytes.toString()));
  const folder = manifestKey.replace(/manifest\.json$/, '');
  const files: StoredFile[] = [];
  for (const file of manifest.files) files.push({ ...file, bytes: await read(file.key) });
  const inFolder = await listKeys(clients, stack.archiveBucket, folder);
  // An envelope may have been given up before: its list of missing files stays.
  const keys = inFolder.filter((key) => key !== `${folder}incomplete.json`);
  const named = [...manifest.files.map(({ key }) => key), manifestKey].sort();
  const faults = [
    ...(sha256 === undefined || sha256Hex(manifestBytes) === sha256
      ? []
      : [`${manifestKey} has another SHA-256 than announced`]),
    ...(keys.join() === named.join() ? [] : [`${folder} holds ${keys.join()} instead of ${named.join()}`]),
    ...files.flatMap(fileFaults),
  ];
  return { folder, manifest, files, faults };
}

function fileFaults({ key, size, sha256, bytes }: StoredFile): readonly string[] {
  if (bytes.length !== size) return [`${key} has ${bytes.length} bytes, its manifest says ${size}`];
  return sha256Hex(bytes) === sha256 ? [] : [`${key} has another SHA-256 than its manifest says`];
}

/** Compares a bundle with the provider's files and returns the differences. */
export function bundleFaults(
  { files, faults }: Pick<StoredBundle, 'files' | 'faults'>,
  expected: readonly ExpectedFile[],
): readonly string[] {
  const left = [...files];
  const missing = expected.filter((one) => !removeMatch(left, one));
  return [
    ...faults,
    ...left.map(({ key }) => `${key} has other bytes than the provider served`),
    ...missing.map(({ role, title = '' }) => `there is no ${role} "${title}" with the provider's bytes`),
  ];
}

function removeMatch(files: StoredFile[], { role, title, bytes }: ExpectedFile): boolean {
  const at = files.findIndex(
    (file) =>
      file.role === role &&
      (title === undefined || file.title === title) &&
      (bytes === undefined || file.bytes.equals(bytes)),
  );
  if (at < 0) return false;
  files.splice(at, 1);
  return true;
}
