import type { ArchiveManifest } from '../contracts/archive-manifest';
import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import { findStoredFile, storeFile, type FileResult } from './store-file';
import { isTimeShortFor } from './limits';

/** What lies in the archive of one revision, and what does not. */
export type BundleFiles = Pick<ArchiveManifest, 'files' | 'absent' | 'problems'>;

/** The same, and how many files this run has downloaded: its progress. */
export interface StoreFilesResult {
  readonly bundleFiles: BundleFiles;
  readonly downloads: number;
}

/** A revision's files, and the folder they belong in (with its slash). */
export interface RevisionFiles {
  readonly envelopeId: string;
  readonly prefix: string;
  readonly files: EnvelopeState['files'];
}

/**
 * Sees to it that every file of a revision lies in the archive: what is there already is kept, the rest downloaded one
 * after the other. Stops between two downloads when the next might not be done before the function's time is up; the
 * first is always begun, so that every run gets further. Safe to repeat after dying at any point.
 */
export async function storeFiles(
  deps: ArchiveDeps,
  { envelopeId, prefix, files }: RevisionFiles,
): Promise<StoreFilesResult | 'out-of-time'> {
  const kept: FileResult[] = [];
  let downloads = 0;
  for (const listed of files) {
    const wanted = { envelopeId, listed, key: prefix + listed.name };
    const before = await findStoredFile(deps, wanted);
    if (!before && downloads > 0 && isTimeShortFor(deps, deps.limits.fileTime)) return 'out-of-time';
    const one = before ?? (await storeFile(deps, wanted));
    // What the provider does not have leaves nothing behind: counted, it would be this run's progress each time anew.
    if (!before && one.file) downloads++;
    kept.push(one);
  }
  return { bundleFiles: merged(kept), downloads };
}

function merged(kept: readonly FileResult[]): BundleFiles {
  return {
    files: kept.flatMap(({ file }) => file ?? []),
    absent: kept.flatMap(({ absent }) => absent ?? []),
    problems: kept.flatMap(({ problem }) => problem ?? []),
  };
}
