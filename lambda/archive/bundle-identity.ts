import { bundlePrefix } from '../contracts/archive-keys';
import type { ArchiveJob } from '../contracts/archive-job';
import { envelopeIdSchema } from '../contracts/envelope-id';
import { PermanentFailure } from '../kit/permanent-failure';
import { sha256Hex } from '../kit/sha256-hex';
import type { EnvelopeReading } from '../providers/provider';

/** Which bundle it is that the API's answer belongs in. */
export interface BundleIdentity {
  /** The envelope's own id, which need not be the one that it was asked for by. */
  readonly envelopeId: string;
  /** Names the executed content: the same content gives the same folder, in every run. */
  readonly revision: string;
  /** The bundle's folder, with its slash. */
  readonly prefix: string;
}

/**
 * The bundle that a reading belongs in.
 *
 * @throws PermanentFailure when the API's id for the envelope cannot become part of a key
 */
export function bundleIdentity(job: ArchiveJob, reading: EnvelopeReading): BundleIdentity {
  const envelopeId = reading.id ?? job.envelopeId;
  if (!envelopeIdSchema.safeParse(envelopeId).success) throw new PermanentFailure('envelope-id-unusable');
  const revision = sha256Hex(JSON.stringify(reading.revision)).slice(0, 32);
  return { envelopeId, revision, prefix: bundlePrefix(job.endpoint, envelopeId, revision) };
}
