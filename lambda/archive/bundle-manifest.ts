import type { ArchiveJob } from '../contracts/archive-job';
import type { ArchiveManifest, BundleProblem } from '../contracts/archive-manifest';
import type { ArchivedFile, FileRole } from '../contracts/archived-file';
import type { EnvelopeState } from '../providers/provider';
import { bundleIdentity } from './bundle';
import type { StoredDrawing } from './store-drawing';
import type { BundleFiles } from './store-files';
import type { ExtractedPortfolios } from './extract-portfolios';

/** What lies in the archive, and since when it is known to be complete. */
export interface BundleContents {
  readonly bundleFiles: BundleFiles;
  readonly inside: ExtractedPortfolios;
  readonly drawing: StoredDrawing;
  readonly confirmedAt: Date;
}

/** What the manifest says of an envelope whose files are all kept. */
export function bundleManifest(
  job: ArchiveJob,
  reading: EnvelopeState,
  { bundleFiles, inside, drawing, confirmedAt }: BundleContents,
): ArchiveManifest {
  const { provider, endpoint, completionEventId } = job;
  const { envelopeId, revision } = bundleIdentity(job, reading);
  const files = [...bundleFiles.files, ...inside.files, ...drawing.files];
  return {
    version: 1,
    provider,
    endpoint,
    envelope: envelopeOf(envelopeId, reading),
    revision,
    completionEventId,
    confirmedAt: confirmedAt.toISOString(),
    files,
    // What an API never offers is no news of this download: nothing to wait for.
    absent: [...bundleFiles.absent, ...(reading.absent ?? [])],
    problems: [...executedMissing(files), ...bundleFiles.problems, ...inside.problems, ...drawing.problems],
  };
}

function envelopeOf(id: string, reading: EnvelopeState): ArchiveManifest['envelope'] {
  const { legacyId, title, status } = reading;
  return {
    id,
    ...(legacyId === undefined ? {} : { legacyId }),
    ...(title === undefined ? {} : { title }),
    status,
  };
}

/** Roles of what a person would call the signed document. */
const executedRoles: ReadonlySet<FileRole> = new Set<FileRole>([
  'executed',
  'executed-with-certificate',
  'rendered',
]);

/** An archive of executed documents without one, neither the provider's nor a drawn one, is odd, whatever the reason. */
function executedMissing(files: readonly ArchivedFile[]): readonly BundleProblem[] {
  return files.some(({ role }) => executedRoles.has(role)) ? [] : [{ name: 'executed-missing' }];
}
