import type { Pass } from '../contracts/reconcile-message';
import { orderWriter, type OrderingPage } from './order-archiving';
import { nextOrderAt, type StandingOrder } from '../contracts/order-keys';
import type { RunDeps } from './reconcile-deps';

/** Whether a pass looks after the orders of earlier passes, before it reads the list. */
export function checksOrders({ kind, retry }: Pick<Pass, 'kind' | 'retry'>): boolean {
  return kind !== 'import' || retry === true;
}

/** Returns the number of the order that follows an open one of a pass; `undefined` if that one stands. */
export async function nextOrderNumber(
  deps: RunDeps,
  page: OrderingPage,
  order: StandingOrder,
): Promise<number | undefined> {
  if (deps.now() >= nextOrderAt(order)) return order.number + 1;
  if (!page.pass.retry) return resumedNumber(deps, page, order);
  const writer = await orderWriter(deps, page, order);
  return writer === 'other-pass' ? order.number + 1 : resumedNumber(deps, page, order);
}

/** Returns the number of an order of this page whose job may not have been sent: the run before this one may have died. */
export async function resumedNumber(
  deps: RunDeps,
  page: OrderingPage,
  order: StandingOrder,
): Promise<number | undefined> {
  if (!deps.isRedelivered) return undefined;
  return (await orderWriter(deps, page, order)) === 'this-page' ? order.number : undefined;
}
