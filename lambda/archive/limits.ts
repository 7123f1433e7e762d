import type { ArchiveDeps, ArchiveLimits } from './archive-deps';
import { drawingLimits } from '../drawing/drawing-limits';
import { portfolioLimits } from './portfolio/portfolio-limits';
const second = 1_000;
const minute = 60 * second;

/**
 * What one run may take of the function's 15 minutes: a download is begun only while its whole time is left, and the
 * margin is enough to put 5 GiB into S3 and say so.
 */
export const archiveLimits: ArchiveLimits = {
  // The most that one PutObject takes. Source: Amazon S3 quotas, checked 2026-11-21.
  fileSize: 5 * 1024 ** 3,
  fileTime: 8 * minute,
  idleTime: 30 * second,
  statusTime: 30 * second,
  // A judgement: no page says when a certificate is made, and a manifest cannot take back that there was none.
  settleTime: minute,
  portfolio: portfolioLimits,
  drawing: drawingLimits,
  margin: 4 * minute,
};

/** Whether a step of that many milliseconds might not be done before the function is killed. */
export function isTimeShortFor({ remainingTime, limits }: ArchiveDeps, step: number): boolean {
  return remainingTime() < step + limits.margin;
}
