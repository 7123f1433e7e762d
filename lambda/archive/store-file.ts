import { createReadStream } from 'node:fs';
import type { StoredObject, WriteOnceBucket } from '../aws/write-once-bucket';
import type { ArchivedFile, FileRole } from '../contracts/archived-file';
import type { AbsentFile, BundleProblem } from '../contracts/archive-manifest';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import { withDownloadOnDisk, type TempFile } from './download-to-disk';

/** What came of one file of a bundle: it is in the archive, or the provider has none. */
export interface FileResult {
  readonly file?: ArchivedFile;
  readonly absent?: AbsentFile;
  readonly problem?: BundleProblem;
}

/** Where a file comes from and where it goes. */
export interface WantedFile {
  readonly envelopeId: string;
  readonly listed: ListedFile;
  readonly key: string;
}

/** The file as an earlier run has put it into the archive. */
export async function findStoredFile(
  { bucket }: Pick<ArchiveDeps, 'bucket'>,
  wanted: WantedFile,
): Promise<FileResult | undefined> {
  const stored = await bucket.describe(wanted.key);
  return stored && { file: archivedFile(wanted, stored) };
}

/**
 * Downloads a file, checks that it is whole if it is a PDF, and puts it into the archive, once.
 *
 * @throws ProviderApiError when the provider does not give the file whole
 */
export async function storeFile(deps: ArchiveDeps, wanted: WantedFile): Promise<FileResult> {
  const { envelopeId, listed } = wanted;
  const download = (signal: AbortSignal) => deps.api.download(envelopeId, listed, signal);
  try {
    const options = { folder: deps.tempFolder, limits: deps.limits, format: listed.format };
    return await withDownloadOnDisk(options, download, (spooled) => putFile(deps.bucket, wanted, spooled));
  } catch (error) {
    if (!saysThereIsNone(listed, error)) throw error;
    return {
      absent: {
        role: listed.role,
        ...(listed.documentId === undefined ? {} : { documentId: listed.documentId }),
      },
    };
  }
}

function saysThereIsNone({ presence }: ListedFile, error: unknown): boolean {
  return presence === 'if-any' && error instanceof ProviderApiError && error.reason === 'not-found';
}

const contentTypes = { pdf: 'application/pdf', json: 'application/json' } as const;

/** What has to be the same each time: certificates may be drawn anew for each download, and JSON written in another order. */
const fixedRoles: ReadonlySet<FileRole> = new Set<FileRole>(['executed', 'original']);

async function putFile(bucket: WriteOnceBucket, wanted: WantedFile, spooled: TempFile): Promise<FileResult> {
  const { key } = wanted;
  const outcome = await bucket.putOnce({
    key,
    body: () => createReadStream(spooled.path),
    size: spooled.size,
    sha256: spooled.sha256,
    contentType: contentTypes[wanted.listed.format],
  });
  if (outcome === 'stored') return { file: archivedFile(wanted, spooled) };

  // Another run was faster, or our own put worked and its answer was lost.
  const stored = await bucket.describe(key);
  if (!stored) throw new PermanentFailure('archived-file-vanished');
  const file = archivedFile(wanted, stored);
  const differs = fixedRoles.has(wanted.listed.role) && stored.sha256 !== spooled.sha256;
  return differs ? { file, problem: { name: 'executed-bytes-differ', key } } : { file };
}

function archivedFile(
  { listed, key }: WantedFile,
  { size, sha256 }: Pick<StoredObject, 'size' | 'sha256'>,
): ArchivedFile {
  // Every object of ours was put with its digest; what has none is somebody else's.
  if (sha256 === undefined) throw new PermanentFailure('archived-file-without-digest');
  const { role, documentId, title } = listed;
  return {
    role,
    key,
    size,
    sha256,
    ...(documentId === undefined ? {} : { documentId }),
    ...(title === undefined ? {} : { title }),
  };
}
