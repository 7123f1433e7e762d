import { drawingLimits, type DrawingLimits } from '../drawing/drawing-limits';

/** The limits of one run. */
export interface ArchiveLimits extends DownloadLimits {
  /** For one call that reads the envelope's status. */
  readonly statusTimeoutMs: number;
  /** The time after the first confirmation in which a 404 is not final: the provider may still be making the file. */
  readonly fileWaitMs: number;
  /** The time that is kept free at the end of a run. */
  readonly marginMs: number;
  readonly portfolio: PortfolioLimits;
  readonly drawing: DrawingLimits;
}

/** The limits of one download. */
export interface DownloadLimits {
  readonly maxFileBytes: number;
  readonly fileTimeoutMs: number;
  /** The time in which at least one byte has to arrive. */
  readonly idleTimeoutMs: number;
}

/** The limits for the PDFs inside one PDF. */
export interface PortfolioLimits {
  /** The size of the container, which is read into memory. */
  readonly maxContainerBytes: number;
  /** The size of all files inside it, inflated. */
  readonly maxPartsBytes: number;
  /** The number of PDFs that are extracted. */
  readonly maxParts: number;
  /** The time for finding the files inside it. */
  readonly readTimeMs: number;
}

const second = 1_000;
const minute = 60 * second;
const megabyte = 1024 ** 2;
const gigabyte = 1024 ** 3;

/** The limits that fit into the archiver's memory and time: `bench/portfolio-memory.mjs` measures them. */
export const portfolioLimits: PortfolioLimits = {
  // More than the parts: they may be stored without compression, and the container has pages of its own.
  maxContainerBytes: 220 * megabyte,
  maxPartsBytes: 200 * megabyte,
  maxParts: 1_000,
  readTimeMs: minute,
};

/**
 * The limits that fit into the function's 15 minutes. A download begins only if its whole time is left. The margin is
 * enough to put 5 GiB into S3 and to announce it.
 */
export const archiveLimits: ArchiveLimits = {
  // The maximum of one PutObject. Source: Amazon S3 quotas, checked 2026-11-21.
  maxFileBytes: 5 * gigabyte,
  fileTimeoutMs: 8 * minute,
  idleTimeoutMs: 30 * second,
  statusTimeoutMs: 30 * second,
  // An estimate: no provider documents when a certificate is made. A manifest that says it is absent cannot be corrected.
  fileWaitMs: minute,
  marginMs: 4 * minute,
  portfolio: portfolioLimits,
  drawing: drawingLimits,
};

/** Whether the time that is left may be too short for a step of that length. */
export function isTimeShortFor(
  { remainingMs, limits }: { readonly remainingMs: () => number; readonly limits: ArchiveLimits },
  stepMs: number,
): boolean {
  return remainingMs() < stepMs + limits.marginMs;
}
