import { createHash } from 'node:crypto';
import { archiveManifestSchema, type ArchiveManifest } from '../lambda/contracts/archive-manifest';
import type { ArchivedFile } from '../lambda/contracts/archived-file';
import type { SigningEvent } from '../lambda/contracts/signing-event';
import { listKeys, readObject } from '../test/local-aws/harness/archive-bucket';
import type { RunningSample } from '../test/local-aws/harness/launch-sample';
import type { SimulatedPackage } from '../test/simulators/iinked-sign/simulated-package';
import { ExpectationFailed, expectSame } from './expectation';
import type { Narrator } from './narrator';

/** Reads every archived file back and compares each of its bytes with what the simulator served. */
export async function checkArchive(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  archived: SigningEvent,
  original: SimulatedPackage,
  narrator: Narrator,
): Promise<void> {
  const { archive } = archived;
  if (!archive) throw new ExpectationFailed('envelope.archived names no archive');
  const folder = archive.manifest.key.replace(/manifest\.json$/, '');
  narrator.detail(`s3://${stack.archiveBucket}/${folder}`);
  const manifestBytes = await readObject(clients, stack.archiveBucket, archive.manifest.key);
  expectSame('the SHA-256 of manifest.json', sha256(manifestBytes), archive.manifest.sha256);
  const manifest = archiveManifestSchema.parse(JSON.parse(manifestBytes.toString()));
  for (const file of manifest.files) {
    const bytes = await readObject(clients, stack.archiveBucket, file.key);
    checkFile(file, bytes, servedFor(file, original));
    narrator.line(`${file.key.slice(folder.length)}${file.title ? `  "${file.title}"` : ''}`);
    narrator.detail(`${String(bytes.length).padStart(6)} bytes  sha256 ${sha256(bytes)}  same bytes`);
  }
  const keys = await listKeys(clients, stack.archiveBucket, folder);
  checkComplete(keys, manifest, original, archive.manifest.key);
  narrator.line(`manifest.json names ${manifest.files.length} files, and nothing else is there`);
}

function checkFile(file: ArchivedFile, bytes: Buffer, served: Buffer | undefined): void {
  if (!served) throw new ExpectationFailed(`${file.key} is nothing that iinked Sign served`);
  expectSame(`the size of ${file.key}`, bytes.length, file.size);
  expectSame(`the SHA-256 of ${file.key}`, sha256(bytes), file.sha256);
  if (!bytes.equals(served))
    throw new ExpectationFailed(`${file.key} has other bytes than iinked Sign served`);
}

function servedFor({ role, documentId }: ArchivedFile, original: SimulatedPackage): Buffer | undefined {
  const pdfs = original.documents.find((document) => document.documentId === documentId)?.pdfs;
  if (role === 'master-file') return original.masterFile;
  return role === 'executed' ? pdfs?.executed : pdfs?.cac;
}

function checkComplete(
  keys: readonly string[],
  { files }: ArchiveManifest,
  { documents }: SimulatedPackage,
  manifestKey: string,
): void {
  expectSame('the keys of the bundle', keys, [...files.map(({ key }) => key), manifestKey].sort());
  const certificates = documents.filter(({ cac }) => cac).length;
  expectSame('the number of files', files.length, documents.length + certificates + 1);
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
