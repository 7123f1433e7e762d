import { logMessages } from '../contracts/log-messages';
import type { CompletedEnvelope } from '../providers/envelope-lister';
import { completionEventId, findCompletionRecord, type CompletionRecord } from './completion-record';
import { newestBundle } from './newest-bundle';
import { nextOrderNumber } from './next-order';
import { orderArchiving, type Order, type OrderingPage } from './order-archiving';
import { ordersPrefix, standingOrders } from './order-notes';
import type { Seen } from './pass-counts';
import type { QueueSpace } from './queue-space';
import type { RunDeps } from './reconcile-deps';
import { isCertainlySince, isRelevant, timeOf } from './relevance';

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
  if (number === undefined) return 'waiting';
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
  if (bundleAt && bundleAt.getTime() >= (timeOf(completedAt) ?? -Infinity)) return { isThere: true };
  const record = await findCompletionRecord(deps, endpoint, envelope);
  return { isThere: bundleAt !== undefined && record !== undefined && bundleAt >= record.recordedAt, record };
}

interface Missing {
  readonly envelope: CompletedEnvelope;
  readonly record: CompletionRecord | undefined;
}

/**
 * Returns the number of the next order; `undefined` if an earlier one stands: of a webhook, whose job the archiver gives up after
 * 48 hours, or of a pass.
 */
async function nextNumber(
  deps: RunDeps,
  page: OrderingPage,
  { envelope, record }: Missing,
): Promise<number | undefined> {
  const isOrderedByWebhook =
    record && deps.now().getTime() - record.recordedAt.getTime() < deps.limits.webhookOrderMs;
  if (isOrderedByWebhook && !page.pass.retry) return undefined;
  const { objects } = await deps.list(ordersPrefix(page.endpoint.name, envelope.id));
  const [order] = standingOrders(page.endpoint.name, objects);
  return order ? nextOrderNumber(deps, page, order) : 1;
}

async function orderMissing(
  deps: RunDeps,
  page: OrderingPage,
  missing: Missing & { readonly number: number },
): Promise<Seen> {
  const { pass, endpoint } = page;
  const order = orderFor(page, missing);
  if (!(await orderArchiving(deps, page, order))) return 'waiting';
  const { envelopeId, number, untoldCompletion } = order;
  const webhookMissed = untoldCompletion !== undefined;
  const fields = { endpoint: endpoint.name, envelopeId, passId: pass.id, kind: pass.kind, number };
  deps.telemetry.info(logMessages.archivingOrdered, { ...fields, webhookMissed, dryRun: pass.dryRun });
  if (!webhookMissed || number > 1) return 'ordered';
  deps.telemetry.count('WebhookMissed', endpoint.name);
  return 'missed';
}

/** An import brings in the past: nobody is told of its completions. */
function orderFor(
  { pass, endpoint }: OrderingPage,
  { envelope, record, number }: Missing & { readonly number: number },
): Order {
  const { id: envelopeId, completedAt } = envelope;
  const isMissed = !record && pass.kind !== 'import' && isCertainlySince(envelope, pass.since);
  return {
    envelopeId,
    number,
    completedAt,
    completionEventId: record?.eventId ?? completionEventId(endpoint.name, envelope),
    untoldCompletion: isMissed ? { occurredAt: completedAt } : undefined,
  };
}
