import type { ArchiveJob } from '../contracts/archive-job';
import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';

/** Asks the provider for the state of a job's envelope, within the time for one such call. */
export function getEnvelope(
  { api, limits }: ArchiveDeps,
  { envelopeId }: ArchiveJob,
): Promise<EnvelopeState> {
  return api.getEnvelope(envelopeId, AbortSignal.timeout(limits.statusTimeoutMs));
}
