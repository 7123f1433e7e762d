import { createReadStream } from 'node:fs';
import type { ArchivedFile } from '../contracts/archived-file';
import type { AbsentFile, BundleProblem } from '../contracts/archive-manifest';
import type { MissingFile } from '../contracts/incomplete-bundle';
import { defined } from '../kit/defined';
import { PermanentFailure } from '../kit/permanent-failure';
import { isFileDamage, type FileDamage } from '../pdf/inspection/pdf-inspector';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import type { BundleContents, BundleIdentity } from './bundle';
import { fixedRoles } from './damage-looks';
import { withDownloadOnDisk, type TempFile } from './download-to-disk';
import { FileFailures } from './file-failures';
import { isTimeShortFor } from './limits';
import { findArchived, storeOnce, type ArchivedObject } from './store-once';

/** The provider's files of one revision. */
export interface StoredFiles extends BundleContents {
  /** The files that this run did not get. */
  readonly missing: readonly MissingFile[];
  /** The failure that decides when to try again; absent if no retry can get another file. */
  readonly failure?: ProviderApiError;
  /** The failure of a file that no retry can get. */
  readonly permanent?: PermanentFailure;
  /** The number of files that this run has stored: its progress. */
  readonly storedCount: number;
}

/** The bundle to store into, and the number of the attempt. */
export interface StoringTask extends Pick<BundleIdentity, 'envelopeId' | 'prefix'> {
  readonly files: readonly ListedFile[];
  /** The number of earlier attempts: each one begins at another file. */
  readonly attempt: number;
}

/**
 * Makes sure that the archive has every file of a revision. Downloads those that it lacks, one after the other, and goes on
 * past a file that fails: one bad file must not cost the others. Stops between two downloads when there is no time for the
 * next one. Always begins the first one, so that each run makes progress. Safe to repeat after a crash at any point.
 */
export async function storeFiles(
  deps: ArchiveDeps,
  { envelopeId, prefix, files, attempt }: StoringTask,
): Promise<StoredFiles | 'out-of-time'> {
  const results = new Map<ListedFile, FileResult>();
  deps.looks?.forgetOthers(files);
  const run: RunProgress = { failures: new FileFailures(), storedCount: 0 };
  for (const listed of beginningAt(attempt, files)) {
    const wanted = { envelopeId, listed, key: prefix + listed.name };
    const result = await orFailed(run.failures, listed, () => findOrStore(deps, wanted, run));
    if (result === 'out-of-time') return result;
    if (result) results.set(listed, result);
  }
  const { failures, storedCount } = run;
  const inOrder = files.flatMap((listed) => results.get(listed) ?? []);
  const missing = files.filter((listed) => !results.has(listed)).map((listed) => failures.describe(listed));
  const { decisive: failure, permanent } = failures;
  return defined({ ...merge(inOrder), missing, failure, permanent, storedCount });
}

interface RunProgress {
  readonly failures: FileFailures;
  storedCount: number;
}

async function findOrStore(
  deps: ArchiveDeps,
  wanted: WantedFile,
  run: RunProgress,
): Promise<FileResult | 'out-of-time' | undefined> {
  const earlier = await findStoredFile(deps, wanted);
  if (earlier) return earlier;
  refuseBeforeDue(deps, wanted);
  const end = endOfRun(deps, run);
  if (end) return end === 'failed' ? undefined : end;
  const result = await storeFile(deps, wanted);
  // An absent file stores nothing, so it is not progress: counting it could stop every run at the same place.
  if (result.file) run.storedCount++;
  return result;
}

/** Returns why the run must not ask for another file. A failed file is no progress: a run at once would fail at it again. */
function endOfRun(
  deps: ArchiveDeps,
  { failures, storedCount }: RunProgress,
): 'out-of-time' | 'failed' | undefined {
  if (failures.endRun) return 'failed';
  // A download that looks damaged is noted in the job, so it is progress too.
  const progress = storedCount + failures.count + (deps.looks?.notedCount ?? 0);
  if (progress === 0 || !isTimeShortFor(deps, deps.limits.fileTimeoutMs)) return undefined;
  return mustWait(deps, failures) ? 'failed' : 'out-of-time';
}

/** The next run would download again what cannot be noted: sent at once, the job would go on so past its 48 hours. */
function mustWait({ looks }: Pick<ArchiveDeps, 'looks'>, { count }: { readonly count: number }): boolean {
  return count > 0 || looks?.hasUnnoted === true;
}

/** Lists the files from another one at each attempt. So a file that always takes all the time does not cost the others. */
function beginningAt(attempt: number, files: readonly ListedFile[]): readonly ListedFile[] {
  const first = files.length > 0 ? attempt % files.length : 0;
  return [...files.slice(first), ...files.slice(0, first)];
}

/** Does the work for one file. Notes its failure, so that the run goes on to the next one. */
async function orFailed<Result>(
  failures: FileFailures,
  listed: ListedFile,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderApiError || error instanceof PermanentFailure)) throw error;
    failures.add(listed, error);
    return undefined;
  }
}

function merge(results: readonly FileResult[]): BundleContents {
  return {
    files: results.flatMap(({ file }) => file ?? []),
    absent: results.flatMap(({ absent }) => absent ?? []),
    problems: results.flatMap(({ problems }) => problems ?? []),
  };
}

/** The result for one file of a bundle: the archive has it, or the provider does not. */
export interface FileResult {
  readonly file?: ArchivedFile;
  readonly absent?: AbsentFile;
  readonly problems?: readonly BundleProblem[];
}

/** A file of the provider, and the key that it gets in the archive. */
export interface WantedFile {
  readonly envelopeId: string;
  readonly listed: ListedFile;
  readonly key: string;
}

async function findStoredFile({ bucket }: ArchiveDeps, wanted: WantedFile): Promise<FileResult | undefined> {
  const existing = await findArchived(bucket, wanted.key);
  return existing && fileResult(wanted, existing, damageOf(existing));
}

/**
 * Downloads a file and stores it. A PDF has to be a whole one. One that looks damaged is stored after it came the same three
 * times.
 *
 * @throws ProviderApiError when the provider does not send the whole file; `looks-damaged` when it has to be downloaded again
 */
export async function storeFile(deps: ArchiveDeps, wanted: WantedFile): Promise<FileResult> {
  const { envelopeId, listed } = wanted;
  const download = (signal: AbortSignal) => deps.api.download(envelopeId, listed, signal);
  try {
    const options = { folder: deps.tempFolder, limits: deps.limits, format: listed.format };
    return await withDownloadOnDisk(options, download, (temp) => {
      refuseUnsettled(deps, listed, temp);
      return storeTempFile(deps, wanted, temp);
    });
  } catch (error) {
    if (!isAbsence(listed, error)) throw error;
    return { absent: defined({ role: listed.role, documentId: listed.documentId }) };
  }
}

/** A file that waits for its next download costs no request. */
function refuseBeforeDue({ looks, now }: ArchiveDeps, { listed }: WantedFile): void {
  if (looks && looks.waitMs(listed.name, now()) > 0) throw new ProviderApiError('looks-damaged');
}

function refuseUnsettled({ looks, now }: ArchiveDeps, listed: ListedFile, temp: TempFile): void {
  const { damage, sha256 } = temp;
  if (!damage) return looks?.forget(listed.name);
  const isSettled = looks?.isSettled(listed, { damage, sha256 }, now()) ?? false;
  if (!isSettled) throw new ProviderApiError('looks-damaged');
}

function isAbsence({ presence }: ListedFile, error: unknown): boolean {
  return presence === 'if-any' && error instanceof ProviderApiError && error.reason === 'not-found';
}

const contentTypes = { pdf: 'application/pdf', json: 'application/json' } as const;

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
    // A later run reads it there, if this one dies before the manifest.
    metadata: temp.damage ? { damage: temp.damage } : {},
  });
  const result = fileResult(wanted, existing ?? temp, existing ? damageOf(existing) : temp.damage);
  const differs = fixedRoles.has(listed.role) && existing && existing.sha256 !== temp.sha256;
  if (!differs) return result;
  return { ...result, problems: [{ name: 'executed-bytes-differ', key }, ...(result.problems ?? [])] };
}

/** Reads the damage that a stored object had when it came. */
function damageOf({ metadata }: ArchivedObject): FileDamage | undefined {
  return isFileDamage(metadata.damage) ? metadata.damage : undefined;
}

function fileResult(
  wanted: WantedFile,
  object: Pick<ArchivedObject, 'size' | 'sha256'>,
  damage: FileDamage | undefined,
): FileResult {
  const file = archivedFile(wanted, object);
  return damage ? { file, problems: [{ name: damage, key: wanted.key }] } : { file };
}

function archivedFile(
  { listed, key }: WantedFile,
  { size, sha256 }: Pick<ArchivedObject, 'size' | 'sha256'>,
): ArchivedFile {
  const { role, documentId, title } = listed;
  return defined({ role, key, size, sha256, documentId, title });
}
