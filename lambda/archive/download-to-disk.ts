import { createHash, randomUUID, type Hash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchivedFile } from '../contracts/archived-file';
import { isWholePdf, pdfEndBytes } from '../pdf/whole-pdf';
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
    const size = await receive(file, hash, limits, download);
    if (format === 'pdf' && !isWholePdf(await fileEnds(file, size))) throw new ProviderApiError('not-a-pdf');
    return { path, size, sha256: hash.digest('hex') };
  } catch (error) {
    const isDiskFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw isDiskFull ? new ProviderApiError('too-large', {}, { cause: error }) : error;
  } finally {
    await file.close();
  }
}

async function receive(
  file: FileHandle,
  hash: Hash,
  limits: DownloadLimits,
  download: Download,
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
      hash.update(chunk);
      await file.writeFile(chunk);
      idleTimer.refresh();
    }
    return size;
  } finally {
    clearTimeout(idleTimer);
    clearTimeout(fileTimer);
  }
}

async function fileEnds(file: FileHandle, size: number) {
  const length = Math.min(size, pdfEndBytes);
  const head = await file.read(Buffer.alloc(length), 0, length, 0);
  const tail = await file.read(Buffer.alloc(length), 0, length, size - length);
  return { head: head.buffer, tail: tail.buffer, sizeBytes: size };
}
