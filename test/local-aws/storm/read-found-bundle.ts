import { createHash } from 'node:crypto';
import { readObject } from '../harness/observe/archive-bucket';
import { bundleFaults, readBundleAt, type StoredBundle } from '../harness/observe/stored-bundle';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { ArchiveFacts } from './event-facts';
import type { LedgerEnvelope } from './ledger';
import type { FoundBundle } from './observation';

/** Reads a bundle and compares it with the provider's files. */
export async function readFoundBundle(
  sample: RunningSample,
  manifestKey: string,
  envelopes: readonly LedgerEnvelope[],
): Promise<FoundBundle> {
  const bundle = await readBundleAt(sample, { key: manifestKey });
  const { endpoint, envelope } = bundle.manifest;
  const at = envelopes.find((one) => one.endpoint === endpoint && one.id === envelope.id);
  const faults = at ? bundleFaults(bundle, at.files) : ['no provider has this envelope'];
  return {
    endpoint,
    envelopeId: envelope.id,
    manifestKey,
    faults,
    announces: await announced(sample, bundle),
  };
}

/** Reads what the bundle's event must say from keys and bytes. Only the roles are the manifest's: `faults` has checked them. */
async function announced({ clients, stack }: RunningSample, bundle: StoredBundle): Promise<ArchiveFacts> {
  const key = `${bundle.folder}manifest.json`;
  const manifest = await readObject(clients, stack.archiveBucket, key);
  const files = bundle.files.map(({ role, key: fileKey, bytes }) => ({
    role,
    key: fileKey,
    size: bytes.length,
    sha256: digest(bytes),
  }));
  return {
    bucket: stack.archiveBucket,
    revision: bundle.folder.split('/').at(-2) ?? '',
    manifest: { key, sha256: digest(manifest) },
    files,
    fileCount: files.length,
    roles: [...new Set(files.map(({ role }) => role))],
  };
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
