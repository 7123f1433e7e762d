/** Nobody knows it before: it depends on the provider and on the files. */
export const secondsPerEnvelope = 10;

/**
 * Estimates how long an import takes.
 *
 * @param ordered the number of envelopes to archive
 * @param archiveConcurrency how many are archived at the same time
 */
export function importSeconds(ordered: number, archiveConcurrency: number): number {
  return (ordered * secondsPerEnvelope) / archiveConcurrency;
}
