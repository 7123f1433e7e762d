import type { ArchiveJob } from '../contracts/archive-job';
import type { PermanentFailureReason, WaitingReason } from '../contracts/failure-reason';
import { PermanentFailure } from '../kit/permanent-failure';
import { ProviderApiError } from '../provider-http/provider-api-error';
import type { EnvelopeState } from '../providers/provider';
import { mayBeUnannounced } from './announce-bundle';
import type { ArchiveDeps } from './archive-deps';
import { bundleIdentity, bundleManifest, findBundle, finishBundle, isRevision, withDerived } from './bundle';
import type { Bundle } from '../signing-events/archive-events';
import type { BundleIdentity, DerivedFiles } from './bundle';
import { deriveFiles } from './derive-files';
import { getEnvelope } from './get-envelope';
import type { PartialBundle } from './store-incomplete';
import { storeFiles } from './store-files';

/** The outcome of one run for an envelope, when nothing failed. */
export type ArchiveOutcome =
  | { readonly kind: 'archived'; readonly bundle: Bundle }
  /** Try again later: the provider has to change something first. */
  | { readonly kind: 'waiting'; readonly reason: WaitingReason }
  /** Try again, but seldom: the provider does not know the envelope, or this key may not see it. */
  | { readonly kind: 'unknown'; readonly error: ProviderApiError }
  /** Try again later: a file of the confirmed envelope cannot be had now. */
  | { readonly kind: 'files-missing'; readonly error: ProviderApiError; readonly partial: PartialBundle }
  /** Give up: of the confirmed envelope, the archive holds something in place of a file that cannot be ours. */
  | {
      readonly kind: 'permanent';
      readonly reason: PermanentFailureReason;
      readonly error: PermanentFailure;
      readonly partial: PartialBundle;
    }
  /** Try again soon: the provider does not have a file, but may be about to make it. */
  | { readonly kind: 'awaiting-files'; readonly confirmedAt: Date }
  /** Go on at once, in the next run: only our own time was short. */
  | { readonly kind: 'out-of-time' };

/** How many revisions one run tries to archive, when the envelope changes while it is archived. */
const maxRevisions = 3;

/**
 * Archives an envelope, if the provider's API confirms that it is complete. May be killed at any point: the next run
 * finds everything that this one has stored, and finishes the same bundle.
 *
 * @throws ProviderApiError when the provider did not answer as it should
 * @throws PermanentFailure when the archive holds something that cannot be ours
 */
export async function archiveEnvelope(deps: ArchiveDeps, job: ArchiveJob): Promise<ArchiveOutcome> {
  let state: EnvelopeState;
  try {
    state = await getEnvelope(deps, job);
  } catch (error) {
    if (error instanceof ProviderApiError && isUnknown(error)) return { kind: 'unknown', error };
    throw error;
  }
  for (let revisions = 0; revisions < maxRevisions; revisions++) {
    if (!state.complete) return { kind: 'waiting', reason: 'not-complete' };
    const result = await archiveRevision(deps, job, state);
    if ('kind' in result) return result;
    state = result;
  }
  return { kind: 'waiting', reason: 'revision-changing' };
}

/** Statuses for an id that cannot be the provider's own: somebody made it up. */
const badIdStatuses: readonly (number | undefined)[] = [400, 422];

/** Whether the provider does not know the envelope, or does not accept its id. */
function isUnknown({ reason, details: { status } }: ProviderApiError): boolean {
  return reason === 'not-found' || (reason === 'unexpected-answer' && badIdStatuses.includes(status));
}

/** Archives the envelope in the given state. Returns its new state, if that has changed in the meantime. */
async function archiveRevision(
  deps: ArchiveDeps,
  job: ArchiveJob,
  state: EnvelopeState,
): Promise<ArchiveOutcome | EnvelopeState> {
  const confirmedAt = deps.now();
  const identity = bundleIdentity(job, state);
  const bundle = await findBundle(deps.bucket, identity.prefix);
  await publishCompletions(deps, job, { bundle, identity, state });
  if (bundle) return { kind: 'archived', bundle };

  const stored = await storeFiles(deps, { ...identity, files: state.files, attempt: job.attempt });
  if (stored === 'out-of-time') return { kind: stored };
  const partial = { identity, state, stored, confirmedAt };
  if (stored.failure) return { kind: 'files-missing', error: stored.failure, partial };
  if (stored.absent.length > 0 && !isFileWaitOver(deps, job)) return { kind: 'awaiting-files', confirmedAt };
  const derived = await deriveOrEnd(deps, partial);
  if ('kind' in derived) return derived;

  // The downloaded files are of this revision only if it is still the current one.
  const latest = await getEnvelope(deps, job);
  if (!isRevision(job, latest, identity)) return latest;
  const contents = withDerived(stored, derived);
  const manifest = bundleManifest(job, identity, state, { ...contents, confirmedAt });
  return { kind: 'archived', bundle: await finishBundle(deps.bucket, identity.prefix, manifest) };
}

/**
 * Publishes the completions that no webhook reported, before anything can fail. An envelope whose bundle was there and announced
 * before has nothing new.
 */
async function publishCompletions(
  deps: ArchiveDeps,
  job: ArchiveJob,
  confirmed: {
    readonly bundle: Bundle | undefined;
    readonly identity: BundleIdentity;
    readonly state: EnvelopeState;
  },
): Promise<void> {
  const { bundle, identity, state } = confirmed;
  if (bundle && !mayBeUnannounced(job, bundle)) return;
  await deps.completions?.publish(deps, identity, state);
}

/** Derives files, or ends the run: no retry helps if the archive holds something in place of a file that cannot be ours. */
async function deriveOrEnd(
  deps: ArchiveDeps,
  partial: PartialBundle,
): Promise<DerivedFiles | Extract<ArchiveOutcome, { readonly kind: 'out-of-time' | 'permanent' }>> {
  const { identity, state, stored } = partial;
  try {
    if (stored.permanent) throw stored.permanent;
    const derived = await deriveFiles(deps, identity, state, stored);
    return derived === 'out-of-time' ? { kind: derived } : derived;
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    return { kind: 'permanent', reason: error.reason, error, partial };
  }
}

function isFileWaitOver({ now, limits }: ArchiveDeps, { confirmedAt }: ArchiveJob): boolean {
  const ageMs = confirmedAt === undefined ? 0 : now().getTime() - Date.parse(confirmedAt);
  return ageMs >= limits.fileWaitMs;
}
