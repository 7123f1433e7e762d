import type { ArchiveDeps } from './archive-deps';

/**
 * How many deliveries of a message try what a stranger's PDF makes expensive. A run that is killed, because a PDF needs too
 * much memory for example, logs nothing, and SQS delivers its message again, 20 times in all. Eight killed runs take two
 * hours of the function at most. Eight failures by an outage of S3 take at least 15 minutes, five would take two: what such
 * an outage left out would stay out of the manifest.
 */
const maxReceives = 8;

/**
 * Whether this delivery leaves portfolios and drawings out, so that the provider's own files are archived. The count starts
 * anew with each new message of the job. But only a run that ended by itself sends one, so no killed run is forgotten
 * without progress: time is short only after the run has stored a file.
 */
export function isGivenUp({ receiveCount = 1 }: Pick<ArchiveDeps, 'receiveCount'>): boolean {
  return receiveCount > maxReceives;
}
