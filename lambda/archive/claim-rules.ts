import type { StoredClaim } from '../aws/claim-bucket';
import type { ArchiveClaim } from '../contracts/archive-claim';
import type { ArchiveJob } from '../contracts/archive-job';
import { defined } from '../kit/defined';
import { loudest } from './loudest';
import { giveUpTime, type DelayedJob } from './next-attempt';
import { mergedCompletions, unreportedCompletions } from './unreported-completions';

/** The id of a job that each of its messages has. */
export function ownerId({ orderId, completionEventId }: ArchiveJob): string {
  return orderId ?? completionEventId;
}

/** A message that waited this long before it was received may be redriven, or delivered again. */
const maxFreshMs = 60_000;

/**
 * Whether the job may hold a claim, so that its run has to read it first. A fresh job cannot: so a completion that is true
 * at once costs no call. A message that wrote a claim and died is delivered again, or is redriven much later.
 */
export function mayHoldClaim(job: ArchiveJob, run: { readonly receiveCount: number; readonly now: Date }) {
  const ageMs = run.now.getTime() - Date.parse(job.firstSeenAt);
  return job.extensions !== undefined || run.receiveCount > 1 || ageMs > maxFreshMs;
}

/** Returns the claim if the job holds it. */
export function ownClaim(claim: ArchiveClaim | undefined, job: ArchiveJob): ArchiveClaim | undefined {
  return claim && !claim.released && claim.owner === ownerId(job) ? claim : undefined;
}

/** Returns the claim if another job holds it and is alive. */
export function foreignClaim(
  claim: ArchiveClaim | undefined,
  job: ArchiveJob,
  now: Date,
): ArchiveClaim | undefined {
  if (!claim || claim.released || claim.owner === ownerId(job)) return undefined;
  return now.getTime() < Date.parse(claim.aliveUntil) ? claim : undefined;
}

/**
 * Makes the job as its claim has it now. If other jobs were folded into it, it is due at once and waits from the start
 * again, for the 48 hours of the latest. Each of those has made its own first attempt, so one attempt is counted.
 */
export function jobUnderClaim(job: ArchiveJob, claim: ArchiveClaim): ArchiveJob {
  const isFoldedInto = job.extensions !== undefined && job.extensions !== claim.extensions;
  return {
    ...job,
    ...(isFoldedInto ? { notBefore: undefined, attempt: 1, notFoundCount: 1 } : {}),
    extensions: claim.extensions,
    giveUpAt: laterOf(job.giveUpAt, claim.giveUpAt),
    reannounce: job.reannounce || claim.reannounce || undefined,
    foundBy: loudest(job.foundBy, claim.foundBy),
    foldedCompletions: unlessEmpty(mergedCompletions(job.foldedCompletions, claim.foldedCompletions)),
  };
}

/**
 * The time that a lease outlasts the next attempt. It covers a run, a visibility timeout and some backlog. If it is too
 * short, another job takes the claim, and the first one folds into that: nothing is lost.
 */
const leaseSlackMs = 60 * 60 * 1_000;

/** Makes the claim of a job that waits. It keeps what an earlier holder owes to the jobs that were folded into it. */
export function heldClaim(next: DelayedJob, stored: StoredClaim | undefined, now: Date): ArchiveClaim {
  const { job } = next;
  const earlier = stored?.claim;
  const owed = owedBy(stored);
  const folded = mergedCompletions(owed.foldedCompletions, job.foldedCompletions);
  const published = job.publishedCompletions ?? [];
  return defined({
    version: 1,
    owner: ownerId(job),
    aliveUntil: new Date(dueTime(next, now).getTime() + leaseSlackMs).toISOString(),
    giveUpAt: laterOf(giveUpTime(job).toISOString(), owed.giveUpAt),
    extensions: earlier?.extensions ?? job.extensions ?? 0,
    reannounce: job.reannounce === true || owed.reannounce,
    foundBy: loudest(job.foundBy, owed.foundBy),
    foldedCompletions: unlessEmpty(folded.filter(({ id }) => !published.includes(id))),
    released: false,
  });
}

/** What a holder owes that has not ended. What an unreadable claim owes is not known, so it may be a webhook's. */
function owedBy(stored: StoredClaim | undefined): Pick<ArchiveClaim, 'reannounce'> & Partial<ArchiveClaim> {
  if (stored && !stored.claim) return { reannounce: true };
  return stored?.claim?.released === false ? stored.claim : { reannounce: false, foundBy: 'import' };
}

function dueTime({ job: { notBefore }, delaySeconds }: DelayedJob, now: Date): Date {
  return notBefore === undefined ? new Date(now.getTime() + delaySeconds * 1_000) : new Date(notBefore);
}

/** Makes the claim of a living owner after this job was folded into it. */
export function foldedClaim(claim: ArchiveClaim, job: ArchiveJob): ArchiveClaim {
  return defined({
    ...claim,
    giveUpAt: laterOf(giveUpTime(job).toISOString(), claim.giveUpAt),
    extensions: claim.extensions + 1,
    // This job may have written a manifest and died before it announced the bundle.
    reannounce: true,
    foundBy: loudest(claim.foundBy, job.foundBy),
    foldedCompletions: unlessEmpty(mergedCompletions(claim.foldedCompletions, unreportedCompletions(job))),
  });
}

function unlessEmpty<Item>(items: Item[]): Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

function laterOf(one: string | undefined, other: string): string;
function laterOf(one: string, other: string | undefined): string;
function laterOf(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) > Date.parse(other) ? one : other;
}
