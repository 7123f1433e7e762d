import type { ArchiveJob } from '../contracts/archive-job';
import type { ArchiveManifest, BundleProblem } from '../contracts/archive-manifest';
import type { EnvelopeReading } from '../providers/provider';
import { bundleIdentity } from './bundle-identity';
import type { KeptFiles } from './keep-files';
import type { KeptPortfolios } from './keep-portfolios';

/** What lies in the archive, and since when it is known to be complete. */
export interface WhatIsKept {
  readonly kept: KeptFiles;
  readonly inside: KeptPortfolios;
  readonly confirmedAt: Date;
}

/** What the manifest says of an envelope whose files are all kept. */
export function bundleManifest(
  job: ArchiveJob,
  reading: EnvelopeReading,
  { kept, inside, confirmedAt }: WhatIsKept,
): ArchiveManifest {
  const { provider, endpoint, completionEventId } = job;
  const { envelopeId, revision } = bundleIdentity(job, reading);
  return {
    version: 1,
    provider,
    endpoint,
    envelope: envelopeOf(envelopeId, reading),
    revision,
    completionEventId,
    confirmedAt: confirmedAt.toISOString(),
    files: [...kept.files, ...inside.files],
    // What an API never offers is no news of this download: nothing to wait for.
    absent: [...kept.absent, ...(reading.absent ?? [])],
    problems: [...executedMissing(kept), ...kept.problems, ...inside.problems],
  };
}

function envelopeOf(id: string, reading: EnvelopeReading): ArchiveManifest['envelope'] {
  const { legacyId, title, status } = reading;
  return {
    id,
    ...(legacyId === undefined ? {} : { legacyId }),
    ...(title === undefined ? {} : { title }),
    status,
  };
}

/** An archive of executed documents without one is odd, whatever the reason. */
function executedMissing({ files }: KeptFiles): readonly BundleProblem[] {
  const isExecuted = files.some(({ role }) => role === 'executed' || role === 'executed-with-certificate');
  return isExecuted ? [] : [{ name: 'executed-missing' }];
}
