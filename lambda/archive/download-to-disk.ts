import { createHash, randomUUID, type Hash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ProviderApiError } from '../provider-http/provider-api-error';
import { isWholePdf, pdfEndBytes } from '../pdf/whole-pdf';
import type { ListedFile } from '../providers/provider';

/** How long a download may take, and how large it may be. */
export interface DownloadLimits {
  /** Bytes. */
  readonly fileSize: number;
  /** Milliseconds for the whole of a file. */
  readonly fileTime: number;
  /** Milliseconds without a single byte. */
  readonly idleTime: number;
}

/** How a download is received. */
export interface DownloadOptions {
  /** The folder for files on their way. */
  readonly folder: string;
  readonly limits: DownloadLimits;
  /** A `pdf` is checked to be a whole one. */
  readonly format: ListedFile['format'];
}

/** A whole file that lies on the disk. */
export interface TempFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Starts a download; the signal ends it. */
export type Download = (signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Downloads a file to the disk, in constant memory, gives it to `use` and removes it again, whatever happens.
 *
 * @throws ProviderApiError `too-large`, `timed-out`, `not-a-pdf`, and what the download throws
 */
export async function withDownloadOnDisk<Result>(
  options: DownloadOptions,
  download: Download,
  use: (file: TempFile) => Promise<Result>,
): Promise<Result> {
  const path = join(options.folder, randomUUID());
  try {
    return await use(await spool(path, options, download));
  } finally {
    await rm(path, { force: true });
  }
}

async function spool(
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
  // Not AbortSignal.any: it lets a time-out go whose signal nobody listens to at the moment (Node 24, 2026-11-21).
  const hangUp = new AbortController();
  const { signal } = hangUp;
  const idle = setTimeout(() => hangUp.abort(), limits.idleTime);
  const whole = setTimeout(() => hangUp.abort(), limits.fileTime);
  let size = 0;
  try {
    for await (const chunk of await download(signal)) {
      size += chunk.length;
      if (size > limits.fileSize) throw new ProviderApiError('too-large');
      hash.update(chunk);
      await file.writeFile(chunk);
      idle.refresh();
    }
    return size;
  } finally {
    clearTimeout(idle);
    clearTimeout(whole);
  }
}

async function fileEnds(file: FileHandle, size: number) {
  const length = Math.min(size, pdfEndBytes);
  const head = await file.read(Buffer.alloc(length), 0, length, 0);
  const tail = await file.read(Buffer.alloc(length), 0, length, size - length);
  return { head: head.buffer, tail: tail.buffer, sizeBytes: size };
}
