import { putJsonOnce, readJson } from '../aws/json-object';
import { orderNoteSchema, type OrderNote } from '../contracts/order-note';
import { jsonString } from '../kit/json';
import { PermanentFailure } from '../kit/permanent-failure';
import { newestBundle } from './newest-bundle';
import { nextOrderNumber } from './next-order';
import { orderArchiving, type OrderingPage } from './order-archiving';
import { closedOrderKey, orderKey, type StandingOrder } from '../contracts/order-keys';
import type { Seen } from './pass-counts';
import type { QueueSpace } from './queue-space';
import type { RunDeps } from './reconcile-deps';
import { isBundleOf } from './relevance';

/** Checks an order of an earlier pass: closes it, repeats it, or leaves it to wait. Safe to repeat. */
export async function checkOrder(
  deps: RunDeps,
  page: OrderingPage,
  order: StandingOrder,
  space: QueueSpace,
): Promise<Seen | 'no-space'> {
  const { pass, endpoint } = page;
  if (await isAnswered(deps, endpoint.name, order)) {
    await closeOrder(deps, page, order);
    return 'ignored';
  }
  if (pass.kind !== 'import') deps.telemetry.count('BundleMissing', endpoint.name);
  const number = await nextOrderNumber(deps, page, order);
  if (number === undefined) return 'waiting';
  return space.take() ? orderAgain(deps, page, { order, number }) : 'no-space';
}

/** Whether the newest bundle is what was ordered: made after the order, or after the completion that was missing. */
async function isAnswered(deps: RunDeps, endpoint: string, order: StandingOrder): Promise<boolean> {
  const bundleAt = await newestBundle(deps, endpoint, [order.envelopeId]);
  if (!bundleAt) return false;
  if (bundleAt >= order.orderedAt) return true;
  const { completedAt } = await readNote(deps, endpoint, order);
  return isBundleOf(bundleAt, completedAt, deps.now());
}

async function closeOrder(deps: RunDeps, { pass, endpoint }: OrderingPage, order: StandingOrder) {
  if (pass.dryRun) return;
  const { envelopeId, number } = order;
  await putJsonOnce(deps.bucket, closedOrderKey(endpoint.name, envelopeId, number), { version: 1 });
}

async function orderAgain(
  deps: RunDeps,
  page: OrderingPage,
  { order, number }: { readonly order: StandingOrder; readonly number: number },
): Promise<Seen> {
  const { job, completedAt } = await readNote(deps, page.endpoint.name, order);
  const { envelopeId, completionEventId, foundBy = 'reconciliation', unreportedCompletion } = job;
  const again = { envelopeId, number, completionEventId, foundBy, unreportedCompletion, completedAt };
  return (await orderArchiving(deps, page, again)) ? 'ordered' : 'waiting';
}

const noteSchema = jsonString(orderNoteSchema);

async function readNote(
  { bucket }: RunDeps,
  endpoint: string,
  { envelopeId, number }: StandingOrder,
): Promise<OrderNote> {
  const read = await readJson(bucket, orderKey(endpoint, envelopeId, number), noteSchema);
  if (!read) throw new PermanentFailure('order-note-unreadable');
  return read.value;
}
