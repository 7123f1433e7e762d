import type { Pass } from '../contracts/reconcile-message';
import type { CompletedEnvelope } from '../providers/envelope-lister';
import type { ReconcileLimits } from './limits';

/** A time at the provider that lies further in our future says nothing. */
const maxSkewMs = 24 * 60 * 60 * 1_000;

/**
 * Whether a pass is about a listed envelope. It is not, if it completed (or else changed) too lately, so that its webhook may
 * still come; before the endpoint was reconciled; or before an earlier pass, which has checked it. Without a usable time it is.
 */
export function isRelevant(
  { completedAt, updatedAt }: CompletedEnvelope,
  { since, checkFrom }: Pick<Pass, 'since' | 'checkFrom'>,
  { now, limits }: { readonly now: Date; readonly limits: Pick<ReconcileLimits, 'webhookTimeMs'> },
): boolean {
  const atMs = timeOf(completedAt) ?? timeOf(updatedAt);
  if (atMs === undefined || atMs > now.getTime() + maxSkewMs) return true;
  if (atMs > now.getTime() - limits.webhookTimeMs) return false;
  return atMs >= Math.max(timeOf(since) ?? -Infinity, timeOf(checkFrom) ?? -Infinity);
}

/**
 * Whether it is certain that an envelope completed since then. Where the list has no time of completion, only an envelope that
 * was made since then is certain.
 */
export function isCertainlySince({ completedAt, createdAt }: CompletedEnvelope, since: string | undefined) {
  const atMs = timeOf(completedAt) ?? timeOf(createdAt);
  return atMs !== undefined && since !== undefined && atMs >= Date.parse(since);
}

/** Whether a bundle is of a completion, by the time of both. A completion in our future says nothing: a clock is wrong. */
export function isBundleOf(bundleAt: Date, completedAt: string | undefined, now: Date): boolean {
  const completedMs = timeOf(completedAt);
  if (completedMs === undefined || completedMs > now.getTime()) return true;
  return bundleAt.getTime() >= completedMs;
}

/** Returns a time in milliseconds; `undefined` if it cannot be read. */
function timeOf(text: string | undefined): number | undefined {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
