import { createHash, randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedFile } from '../contracts/archived-file';
import { PdfInspector, type FileDamage } from '../pdf/inspection/pdf-inspector';
import type { ReadAt } from '../pdf/inspection/read-at';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { ListedFile } from '../providers/provider';
import type { DownloadLimits } from './limits';

/** The target and the limits of a download. */
export interface DownloadOptions {
  readonly folder: string;
  readonly limits: DownloadLimits;
  /** The expected format: a `pdf` has to be a whole one. */
  readonly format: ListedFile['format'];
}

/** A downloaded file on the disk. */
export interface TempFile extends Pick<ArchivedFile, 'size' | 'sha256'> {
  readonly path: string;
  /** The damage that a PDF seems to have. */
  readonly damage: FileDamage | undefined;
}

/** Starts a download; the signal ends it. */
export type Download = (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Downloads a file to the disk, in constant memory, and gives it to `use`. Always removes it afterwards.
 *
 * @throws ProviderApiError `too-large`, `not-a-pdf`, and the errors of the download itself
 */
export async function withDownloadOnDisk<Result>(
  options: DownloadOptions,
  download: Download,
  use: (file: TempFile) => Promise<Result>,
): Promise<Result> {
  const path = join(options.folder, randomUUID());
  try {
    return await use(await downloadToDisk(path, options, download));
  } finally {
    await rm(path, { force: true });
  }
}

async function downloadToDisk(
  path: string,
  { limits, format }: DownloadOptions,
  download: Download,
): Promise<TempFile> {
  const file = await open(path, 'wx+', 0o600);
  try {
    const hash = createHash('sha256');
    const inspector = format === 'pdf' ? new PdfInspector() : undefined;
    const size = await receive(file, limits, download, (chunk) => {
      hash.update(chunk);
      inspector?.add(chunk);
    });
    if (inspector && !inspector.isWhole) throw new ProviderApiError('not-a-pdf');
    const damage = await inspector?.findDamage(readAt(file));
    return { path, size, sha256: hash.digest('hex'), damage };
  } catch (error) {
    const isDiskFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw isDiskFull ? new ProviderApiError('too-large', {}, { cause: error }) : error;
  } finally {
    await file.close();
  }
}

async function receive(
  file: FileHandle,
  limits: DownloadLimits,
  download: Download,
  onChunk: (chunk: Uint8Array) => void,
): Promise<number> {
  // Not AbortSignal.any: the garbage collector may remove its time-out while nobody listens (Node 24, 2026-11-21).
  const controller = new AbortController();
  const idleTimer = setTimeout(() => controller.abort(), limits.idleTimeoutMs);
  const fileTimer = setTimeout(() => controller.abort(), limits.fileTimeoutMs);
  let size = 0;
  try {
    for await (const chunk of await download(controller.signal)) {
      size += chunk.length;
      if (size > limits.maxFileBytes) throw new ProviderApiError('too-large');
      onChunk(chunk);
      await file.writeFile(chunk);
      idleTimer.refresh();
    }
    return size;
  } finally {
    clearTimeout(idleTimer);
    clearTimeout(fileTimer);
  }
}

function readAt(file: FileHandle): ReadAt {
  return async (position, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  };
}
