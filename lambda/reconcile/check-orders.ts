import { behindFolder, type ListedObject } from '../aws/list-objects';
import { reconciliationPrefix } from '../contracts/object-keys';
import { checkOrder } from './check-order';
import type { OrderingPage } from './order-archiving';
import { standingOrders, type StandingOrder } from '../contracts/order-keys';
import { addSeen } from './pass-counts';
import { behindMarks } from './pass-marks';
import { makeQueueSpace } from './queue-space';
import type { ReconciledEndpoint, RunDeps } from './reconcile-deps';
import type { BegunPage, HandledPage } from './run-page';

/**
 * Looks after the orders of earlier passes, in the order of their keys, one page of S3's list at a time. An order whose bundle is
 * there is closed, and never looked at again. One that has waited long enough is repeated, although no list may name it any more.
 */
export async function checkOrders(
  deps: RunDeps,
  endpoint: ReconciledEndpoint,
  { pass, counts }: BegunPage,
  after: string | undefined,
): Promise<HandledPage> {
  const prefix = reconciliationPrefix(endpoint.name);
  const { objects, more } = await deps.list(prefix, after ?? behindMarks(endpoint.name));
  const whole = more ? withoutLastFolder(objects) : objects;
  const open = standingOrders(endpoint.name, whole).filter(({ isClosed }) => !isClosed);
  const page = { pass, endpoint, orderId: `${pass.id}.orders` };
  const checked = await checkEach(deps, page, open, counts);
  if (checked.stopped) {
    const { lastId, delaySeconds } = checked.stopped;
    const behind = lastId === undefined ? after : behindFolder(`${prefix}${lastId}`);
    return { pass, counts: checked.counts, place: { orders: { after: behind } }, delaySeconds };
  }
  const end = more ? behindLast(prefix, whole) : undefined;
  const place = end === undefined ? { list: { page: 0 } } : { orders: { after: end } };
  return { pass, counts: checked.counts, place };
}

/** The last envelope of a page may have more notes on the next one. */
function withoutLastFolder(objects: readonly ListedObject[]): readonly ListedObject[] {
  const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/'));
  const last = folderOf(objects.at(-1)?.key ?? '');
  const others = objects.filter(({ key }) => folderOf(key) !== last);
  return others.length > 0 ? others : objects;
}

/** Where the next page begins: behind the notes of the last envelope, of which this page may have written one. */
function behindLast(prefix: string, objects: readonly ListedObject[]): string | undefined {
  const last = objects.at(-1)?.key;
  const end = last?.indexOf('/', prefix.length) ?? -1;
  // What is in no folder is no note.
  return last === undefined || end < 0 ? last : behindFolder(last.slice(0, end));
}

interface CheckedOrders {
  readonly counts: BegunPage['counts'];
  /** Present if time or space was used up: the last envelope that was checked, and the time to wait. */
  readonly stopped?: { readonly lastId: string | undefined; readonly delaySeconds: number };
}

async function checkEach(
  deps: RunDeps,
  page: OrderingPage,
  orders: readonly StandingOrder[],
  before: BegunPage['counts'],
): Promise<CheckedOrders> {
  const { limits, remainingMs } = deps;
  const space = await makeQueueSpace(deps, page.pass);
  let counts = before;
  let lastId: string | undefined;
  for (const order of orders) {
    if (remainingMs() < limits.marginMs) return { counts, stopped: { lastId, delaySeconds: 0 } };
    const seen = await checkOrder(deps, page, order, space);
    if (seen === 'no-space') return { counts, stopped: { lastId, delaySeconds: limits.importWaitSeconds } };
    counts = addSeen(counts, seen);
    lastId = order.envelopeId;
  }
  return { counts };
}
