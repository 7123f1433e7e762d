import type { ArchiveJob } from '../contracts/archive-job';
import type { ArchivedFile } from '../contracts/archived-file';
import type { WaitingReason } from '../contracts/failure-reason';
import type { EnvelopeState } from '../providers/provider';
import type { ArchiveDeps } from './archive-deps';
import { findBundle, finishBundle, type Bundle, bundleIdentity } from './bundle';
import { bundleManifest, type BundleContents } from './bundle-manifest';
import { storeDrawing } from './store-drawing';
import { storeFiles, type BundleFiles } from './store-files';
import { extractPortfolios } from './extract-portfolios';

/** How one run at an envelope ended, when nothing failed. */
export type ArchiveOutcome =
  | { readonly kind: 'archived'; readonly bundle: Bundle }
  /** Later, perhaps: it is for the provider to change something. */
  | { readonly kind: 'waiting'; readonly reason: WaitingReason }
  /** Soon: the provider says that it does not have a file, which it may be still making. */
  | { readonly kind: 'settling'; readonly confirmedAt: Date }
  /** At once, in the next run: only our own time was short. */
  | { readonly kind: 'out-of-time' };

/** How often a run follows a revision that changes under its hands. */
const mostRevisions = 3;

/**
 * Archives an envelope, if the provider's API confirms that it is complete. Everything that it leaves in the archive is
 * found by the next run, which finishes the same bundle: it may die at any point.
 *
 * @throws ProviderApiError when the provider did not give what was asked for
 * @throws PermanentFailure when the archive holds what cannot be ours
 */
export async function archiveEnvelope(deps: ArchiveDeps, job: ArchiveJob): Promise<ArchiveOutcome> {
  let reading = await readEnvelope(deps, job);
  for (let revisions = 0; revisions < mostRevisions; revisions++) {
    if (!reading.complete) return { kind: 'waiting', reason: 'not-complete' };
    const result = await archiveRevision(deps, job, reading);
    if ('kind' in result) return result;
    reading = result;
  }
  return { kind: 'waiting', reason: 'revision-changing' };
}

/** Archives what was read; where it is another revision by the end, what is read then. */
async function archiveRevision(
  deps: ArchiveDeps,
  job: ArchiveJob,
  reading: EnvelopeState,
): Promise<ArchiveOutcome | EnvelopeState> {
  const confirmedAt = deps.now();
  const { envelopeId, prefix } = bundleIdentity(job, reading);
  const bundle = await findBundle(deps.bucket, prefix);
  // Announced once more, though it mostly has been: who wrote it may have died before it was, and nothing tells. Where
  // "completed" is told twice, so is "archived", with the same id.
  if (bundle) return { kind: 'archived', bundle };

  const result = await storeFiles(deps, { envelopeId, prefix, files: reading.files });
  if (result === 'out-of-time') return { kind: result };
  const { bundleFiles, downloads } = result;
  if (bundleFiles.absent.length > 0 && !isSettled(deps, job)) return { kind: 'settling', confirmedAt };
  const made = await makeFurtherFiles(deps, { reading, prefix, bundleFiles, filesPut: downloads });
  if (made === 'out-of-time') return { kind: made };

  // What was downloaded is of this revision only if there was no other meanwhile.
  const again = await readEnvelope(deps, job);
  if (!again.complete || bundleIdentity(job, again).prefix !== prefix) return again;
  const manifest = bundleManifest(job, reading, { bundleFiles, ...made, confirmedAt });
  return { kind: 'archived', bundle: await finishBundle(deps.bucket, prefix, manifest) };
}

interface WhatWasKept {
  readonly reading: EnvelopeState;
  readonly prefix: string;
  readonly bundleFiles: BundleFiles;
  readonly filesPut: number;
}

/** What is made here of the kept files: the PDFs inside of others, and the drawn one. */
async function makeFurtherFiles(
  deps: ArchiveDeps,
  { reading, prefix, bundleFiles, filesPut }: WhatWasKept,
): Promise<Pick<BundleContents, 'inside' | 'drawing'> | 'out-of-time'> {
  const containers = mayBePortfolios(reading, prefix, bundleFiles);
  const inside = await extractPortfolios(deps, { containers, filesPut });
  if (inside === 'out-of-time') return inside;
  const drawing = await storeDrawing(deps, { prefix, bundleFiles, filesPut });
  return drawing === 'out-of-time' ? drawing : { inside, drawing };
}

/** The kept files that may have others inside. */
function mayBePortfolios(
  { files }: EnvelopeState,
  prefix: string,
  bundleFiles: BundleFiles,
): readonly ArchivedFile[] {
  const keys = new Set(files.filter((file) => file.mayBePortfolio).map(({ name }) => prefix + name));
  return bundleFiles.files.filter(({ key }) => keys.has(key));
}

function isSettled({ now, limits }: ArchiveDeps, { confirmedAt }: ArchiveJob): boolean {
  const age = confirmedAt === undefined ? 0 : now().getTime() - Date.parse(confirmedAt);
  return age >= limits.settleTime;
}

function readEnvelope({ api, limits }: ArchiveDeps, { envelopeId }: ArchiveJob): Promise<EnvelopeState> {
  return api.getEnvelope(envelopeId, AbortSignal.timeout(limits.statusTime));
}
