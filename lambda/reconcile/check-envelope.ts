import type { CompletedEnvelope } from '../providers/envelope-lister';
import { completionEventId, findCompletionRecord, type CompletionRecord } from './completion-record';
import { newestBundle } from './newest-bundle';
import { checksOrders, nextOrderNumber, resumedNumber } from './next-order';
import { orderArchiving, type Order, type OrderingPage } from './order-archiving';
import { ordersPrefix, standingOrders } from '../contracts/order-keys';
import type { Seen } from './pass-counts';
import type { QueueSpace } from './queue-space';
import type { RunDeps } from './reconcile-deps';
import { isBundleOf, isCertainlySince, isRelevant } from './relevance';

/**
 * Checks one envelope of the provider's list, and orders its archiving if nobody else does. Safe to repeat. Returns `no-space`
 * if it has to be ordered and the queue has no space for it.
 */
export async function checkEnvelope(
  deps: RunDeps,
  page: OrderingPage,
  envelope: CompletedEnvelope,
  space: QueueSpace,
): Promise<Seen | 'no-space'> {
  const { now, limits } = deps;
  if (!isRelevant(envelope, page.pass, { now: now(), limits })) return 'ignored';
  const { isThere, record } = await lookUp(deps, page, envelope);
  if (isThere) return 'there';
  const number = await nextNumber(deps, page, { envelope, record });
  if (typeof number === 'string') return number;
  return space.take() ? orderMissing(deps, page, { envelope, record, number }) : 'no-space';
}

/** What the archive has of a completion. */
interface InArchive {
  /** Whether its bundle is there. */
  readonly isThere: boolean;
  /** The record of the webhook that reported it. Not searched for if the bundle is there. */
  readonly record?: CompletionRecord | undefined;
}

/** A bundle that is older than the completion, or than its webhook, is of an earlier completion. */
async function lookUp(
  deps: RunDeps,
  { endpoint }: OrderingPage,
  envelope: CompletedEnvelope,
): Promise<InArchive> {
  const { id, legacyId = id, completedAt } = envelope;
  const bundleAt = await newestBundle(deps, endpoint.name, [...new Set([id, legacyId])]);
  if (bundleAt && isBundleOf(bundleAt, completedAt, deps.now())) return { isThere: true };
  const record = await findCompletionRecord(deps, endpoint, envelope);
  return { isThere: bundleAt !== undefined && record !== undefined && bundleAt >= record.recordedAt, record };
}

interface Missing {
  readonly envelope: CompletedEnvelope;
  readonly record: CompletionRecord | undefined;
}

/**
 * Returns the number of the next order, or what the envelope counts as if an earlier one stands: of a webhook, whose job the
 * archiver gives up after 48 hours, or of a pass. Open orders of passes were counted before the list.
 */
async function nextNumber(
  deps: RunDeps,
  page: OrderingPage,
  { envelope, record }: Missing,
): Promise<number | 'waiting' | 'ignored'> {
  const { pass, endpoint } = page;
  if (isOrderedByWebhook(deps, record) && !pass.retry) return 'waiting';
  const { objects } = await deps.list(ordersPrefix(endpoint.name, envelope.id));
  const [order] = standingOrders(endpoint.name, objects);
  if (!order) return 1;
  if (order.isClosed) return order.number + 1;
  if (checksOrders(pass)) return (await resumedNumber(deps, page, order)) ?? 'ignored';
  return (await nextOrderNumber(deps, page, order)) ?? 'waiting';
}

function isOrderedByWebhook({ now, limits }: RunDeps, record: CompletionRecord | undefined): boolean {
  return record !== undefined && now().getTime() - record.recordedAt.getTime() < limits.webhookOrderMs;
}

async function orderMissing(
  deps: RunDeps,
  page: OrderingPage,
  missing: Missing & { readonly number: number },
): Promise<Seen> {
  const order = orderFor(page, missing);
  if (!(await orderArchiving(deps, page, order))) return 'waiting';
  if (!order.unreportedCompletion) return 'ordered';
  if (!page.pass.dryRun) deps.telemetry.count('WebhookMissed', page.endpoint.name);
  return 'missed';
}

/**
 * An import brings in the past, and its completions are not published. What it finds of the time since the first pass is like what
 * a pass finds.
 */
function orderFor(
  { pass, endpoint }: OrderingPage,
  { envelope, record, number }: Missing & { readonly number: number },
): Order {
  const { id: envelopeId, completedAt } = envelope;
  const isSinceFirstPass = isCertainlySince(envelope, pass.firstPassAt);
  const isPast = pass.kind === 'import' && !record && !isSinceFirstPass;
  return {
    envelopeId,
    number,
    completedAt,
    completionEventId: record?.eventId ?? completionEventId(endpoint.name, envelope),
    foundBy: isPast ? 'import' : 'reconciliation',
    unreportedCompletion: !record && isSinceFirstPass ? { occurredAt: completedAt } : undefined,
  };
}
