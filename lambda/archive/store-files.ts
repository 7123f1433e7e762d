import { createReadStream } from 'node:fs';
import type { ArchivedFile, FileRole } from '../contracts/archived-file';
import type { AbsentFile, BundleProblem } from '../contracts/archive-manifest';
import { defined } from '../kit/defined';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import type { BundleContents, BundleIdentity } from './bundle';
import { withDownloadOnDisk, type TempFile } from './download-to-disk';
import { isTimeShortFor } from './limits';
import { findArchived, storeOnce, type ArchivedObject } from './store-once';

/** The provider's files of one revision. */
export interface StoredFiles extends BundleContents {
  /** The number of files that this run has stored: its progress. */
  readonly storedCount: number;
}

/**
 * Makes sure that the archive has every file of a revision. Downloads those that it lacks, one after the other. Stops
 * between two downloads when there is no time for the next one. Always begins the first one, so that each run makes
 * progress. Safe to repeat after a crash at any point.
 */
export async function storeFiles(
  deps: ArchiveDeps,
  { envelopeId, prefix }: Pick<BundleIdentity, 'envelopeId' | 'prefix'>,
  files: readonly ListedFile[],
): Promise<StoredFiles | 'out-of-time'> {
  const results: FileResult[] = [];
  let storedCount = 0;
  for (const listed of files) {
    const wanted = { envelopeId, listed, key: prefix + listed.name };
    const earlier = await findStoredFile(deps, wanted);
    if (!earlier && storedCount > 0 && isTimeShortFor(deps, deps.limits.fileTimeoutMs)) return 'out-of-time';
    const result = earlier ?? (await storeFile(deps, wanted));
    // A missing file stores nothing, so it is not progress: counting it could stop every run at the same place.
    if (!earlier && result.file) storedCount++;
    results.push(result);
  }
  return { ...merge(results), storedCount };
}

function merge(results: readonly FileResult[]): BundleContents {
  return {
    files: results.flatMap(({ file }) => file ?? []),
    absent: results.flatMap(({ absent }) => absent ?? []),
    problems: results.flatMap(({ problem }) => problem ?? []),
  };
}

/** The result for one file of a bundle: the archive has it, or the provider does not. */
export interface FileResult {
  readonly file?: ArchivedFile;
  readonly absent?: AbsentFile;
  readonly problem?: BundleProblem;
}

/** A file of the provider, and the key that it gets in the archive. */
export interface WantedFile {
  readonly envelopeId: string;
  readonly listed: ListedFile;
  readonly key: string;
}

async function findStoredFile({ bucket }: ArchiveDeps, wanted: WantedFile): Promise<FileResult | undefined> {
  const existing = await findArchived(bucket, wanted.key);
  return existing && { file: archivedFile(wanted, existing) };
}

/**
 * Downloads a file and stores it. A PDF has to be a whole one.
 *
 * @throws ProviderApiError when the provider does not send the whole file
 */
export async function storeFile(deps: ArchiveDeps, wanted: WantedFile): Promise<FileResult> {
  const { envelopeId, listed } = wanted;
  const download = (signal: AbortSignal) => deps.api.download(envelopeId, listed, signal);
  try {
    const options = { folder: deps.tempFolder, limits: deps.limits, format: listed.format };
    return await withDownloadOnDisk(options, download, (temp) => storeTempFile(deps, wanted, temp));
  } catch (error) {
    if (!isAbsence(listed, error)) throw error;
    return { absent: defined({ role: listed.role, documentId: listed.documentId }) };
  }
}

function isAbsence({ presence }: ListedFile, error: unknown): boolean {
  return presence === 'if-any' && error instanceof ProviderApiError && error.reason === 'not-found';
}

const contentTypes = { pdf: 'application/pdf', json: 'application/json' } as const;

/**
 * The roles whose bytes are the same in each download. A certificate may be drawn anew each time, and JSON may come in
 * another order.
 */
const fixedRoles: ReadonlySet<FileRole> = new Set<FileRole>(['executed', 'original']);

async function storeTempFile(
  { bucket }: ArchiveDeps,
  wanted: WantedFile,
  temp: TempFile,
): Promise<FileResult> {
  const { key, listed } = wanted;
  const existing = await storeOnce(bucket, {
    key,
    body: () => createReadStream(temp.path),
    size: temp.size,
    sha256: temp.sha256,
    contentType: contentTypes[listed.format],
  });
  const file = archivedFile(wanted, existing ?? temp);
  const differs = fixedRoles.has(listed.role) && file.sha256 !== temp.sha256;
  return differs ? { file, problem: { name: 'executed-bytes-differ', key } } : { file };
}

function archivedFile(
  { listed, key }: WantedFile,
  { size, sha256 }: Pick<ArchivedObject, 'size' | 'sha256'>,
): ArchivedFile {
  const { role, documentId, title } = listed;
  return defined({ role, key, size, sha256, documentId, title });
}
