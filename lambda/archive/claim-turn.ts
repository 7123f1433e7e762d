import type { StoredClaim } from '../aws/claim-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { claimKey } from '../contracts/object-keys';
import type { ArchiveDeps } from './archive-deps';
import { foldedClaim, foreignClaim, heldClaim, jobUnderClaim, mayHoldClaim, ownClaim } from './claim-rules';
import { laterAttempt, type DelayedJob } from './next-attempt';

/** A run of a job, with the envelope's claim as it was before the provider was asked. */
export interface ArchiveRun {
  readonly job: ArchiveJob;
  /** Absent if the claim was not read: the job cannot hold it. */
  readonly seen?: { readonly stored: StoredClaim | undefined };
}

/** The turn of a job that has to wait: it waits itself, or another job waits for it, or its time is over. */
export type Turn =
  | { readonly kind: 'waits'; readonly next: DelayedJob }
  | { readonly kind: 'folded' }
  | { readonly kind: 'expired'; readonly job: ArchiveJob };

/** Other jobs changed the claim again and again. SQS delivers the message again. */
class ClaimContended extends Error {
  override readonly name = 'ClaimContended';
}

/** How often a write is attempted that finds the claim changed. */
const maxWrites = 8;

/**
 * Begins a run: reads the claim if the job may hold it. The state from before the question to the provider decides later
 * whether another job was folded in meanwhile.
 */
export async function beginRun(deps: ArchiveDeps, job: ArchiveJob): Promise<ArchiveRun> {
  if (!mayHoldClaim(job, { receiveCount: deps.receiveCount ?? 1, now: deps.now() })) return { job };
  const stored = await deps.claims.read(keyOf(job));
  const own = ownClaim(stored?.claim, job);
  return { job: own ? jobUnderClaim(job, own) : job, seen: { stored } };
}

/**
 * Finds out what a job does that has to wait. Afterwards either it holds the claim and must send its next message, or a living
 * job has taken over its time, or it holds no claim and is given up.
 *
 * @param nextOf makes the next attempt of the job; `undefined` if its time is over
 * @throws ClaimContended when other jobs are faster each time
 */
export async function takeTurn(
  deps: ArchiveDeps,
  { job, seen }: ArchiveRun,
  nextOf: (job: ArchiveJob) => DelayedJob | undefined,
): Promise<Turn> {
  let stored = seen ? seen.stored : await deps.claims.read(keyOf(job));
  for (let writes = 0; writes < maxWrites; writes++) {
    const step = stepOf(job, { stored, nextOf, now: deps.now() });
    if (!step.claim) return step.turn;
    if ((await deps.claims.write(keyOf(job), step.claim, stored)) !== 'changed') return step.turn;
    stored = await deps.claims.read(keyOf(job));
  }
  throw new ClaimContended();
}

function stepOf(
  job: ArchiveJob,
  options: {
    readonly stored: StoredClaim | undefined;
    readonly nextOf: (job: ArchiveJob) => DelayedJob | undefined;
    readonly now: Date;
  },
): { readonly turn: Turn; readonly claim?: NonNullable<StoredClaim['claim']> } {
  const { stored, nextOf, now } = options;
  const foreign = foreignClaim(stored?.claim, job, now);
  if (foreign) return { turn: { kind: 'folded' }, claim: foldedClaim(foreign, job) };
  const own = ownClaim(stored?.claim, job);
  const current = own ? jobUnderClaim(job, own) : job;
  const next = nextOf(current);
  if (!next) {
    const turn = { kind: 'expired', job: current } as const;
    return own ? { turn, claim: { ...own, released: true } } : { turn };
  }
  const held = heldClaim(next, stored, now);
  const { extensions, giveUpAt } = held;
  return {
    turn: { kind: 'waits', next: { ...next, job: { ...next.job, extensions, giveUpAt } } },
    claim: held,
  };
}

/**
 * Releases the claim of a job that ends, if it holds it. Returns the job's next attempt if it must not end yet: another job
 * was folded into it after the run began, and waits for an answer that is newer.
 */
export async function releaseClaim(
  deps: ArchiveDeps,
  { job, seen }: ArchiveRun,
): Promise<DelayedJob | undefined> {
  const own = ownClaim(seen?.stored?.claim, job);
  if (!own) return undefined;
  const written = await deps.claims.write(keyOf(job), { ...own, released: true }, seen?.stored);
  if (written !== 'changed') return undefined;
  const latest = ownClaim((await deps.claims.read(keyOf(job)))?.claim, job);
  return latest && laterAttempt(jobUnderClaim(job, latest), deps.random);
}

function keyOf({ endpoint, envelopeId }: ArchiveJob): string {
  return claimKey(endpoint, envelopeId);
}
