import type { ArchiveDeps } from './archive-deps';

/**
 * How many deliveries of a message make files of others. A run that is killed, because a PDF needs too much memory for
 * example, logs nothing, and SQS delivers its message again, 20 times in all. The last deliveries leave such files out, so
 * that the provider's own files are archived.
 */
const maxReceives = 15;

/** Whether earlier runs were perhaps killed by making files of others. */
export function hasKilledRuns({ receiveCount = 1 }: Pick<ArchiveDeps, 'receiveCount'>): boolean {
  return receiveCount > maxReceives;
}

/** A run that has stored nothing yet must not end without a try. */
const minStepMs = 10_000;

/** The time for one step that reads a PDF: its own limit, but not more than the run has left. */
export function stepTimeMs({ remainingMs }: Pick<ArchiveDeps, 'remainingMs'>, limitMs: number): number {
  return Math.min(limitMs, Math.max(minStepMs, remainingMs()));
}
