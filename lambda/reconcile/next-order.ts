import { orderWriter, type OrderingPage } from './order-archiving';
import { nextOrderAt, type StandingOrder } from './order-notes';
import type { RunDeps } from './reconcile-deps';

/** Returns the number of the order that follows an earlier one of a pass; `undefined` if that one stands. */
export async function nextOrderNumber(
  deps: RunDeps,
  page: OrderingPage,
  order: StandingOrder,
): Promise<number | undefined> {
  const next = order.number + 1;
  if (order.isClosed || deps.now() >= nextOrderAt(order)) return next;
  return canBeEarly(deps, page) ? earlyNumber(deps, page, order) : undefined;
}

/** A run that died may have left a note without a job, and an operator may ask for a retry. */
function canBeEarly({ isRedelivered }: RunDeps, { pass }: OrderingPage): boolean {
  return isRedelivered || pass.retry === true;
}

async function earlyNumber(
  deps: RunDeps,
  page: OrderingPage,
  order: StandingOrder,
): Promise<number | undefined> {
  const writer = await orderWriter(deps, page, order);
  if (writer === 'this-page') return deps.isRedelivered ? order.number : undefined;
  return writer === 'other-pass' && page.pass.retry ? order.number + 1 : undefined;
}
