import type { ArchiveDeps } from './archive-deps';

/** Whether a step of that many milliseconds might not be done before the function is killed. */
export function isTimeShortFor({ remainingTime, limits }: ArchiveDeps, step: number): boolean {
  return remainingTime() < step + limits.margin;
}
