import { logMessages } from '../../lambda/contracts/log-messages';
import type { LogLine } from './log-line';

/** How the archiving of an envelope stands, as the archiver's log says. */
export type OrderState =
  | { readonly kind: 'archived' }
  | { readonly kind: 'failed'; readonly reason: string }
  /** `reason`: why the last attempt failed. */
  | { readonly kind: 'waiting'; readonly reason: string };

/** The envelopes that a pass has ordered and that the archiver has logged, by their ids. */
export type OrdersState = ReadonlyMap<string, OrderState>;

/** Returns the state of a pass's orders after these lines of the archiver's log. */
export function ordersAfter(state: OrdersState, passId: string, lines: readonly LogLine[]): OrdersState {
  const next = new Map(state);
  for (const line of lines) {
    const { envelopeId, orderId } = line;
    const order = orderId?.startsWith(`${passId}.`) ? orderIn(line) : undefined;
    if (!order || envelopeId === undefined) continue;
    // Lines may come late: after an end, an attempt before it says nothing.
    if (order.kind !== 'waiting' || !isEnd(next.get(envelopeId))) next.set(envelopeId, order);
  }
  return next;
}

/** Whether the archiver is done with the envelope. */
export function isEnd(order: OrderState | undefined): boolean {
  return order !== undefined && order.kind !== 'waiting';
}

/** The number of envelopes in a state. */
export function countOf(orders: OrdersState, kind: OrderState['kind']): number {
  return [...orders.values()].filter((order) => order.kind === kind).length;
}

function orderIn({ message, reason, error, folded }: LogLine): OrderState | undefined {
  const why = reason ?? error ?? message;
  switch (message) {
    case logMessages.bundleArchived:
    case logMessages.bundleWasThere:
      return { kind: 'archived' };
    case logMessages.archivingGivenUp:
      return { kind: 'failed', reason: why };
    case logMessages.archivingHasToWait:
      return { kind: 'waiting', reason: folded ? 'an earlier job for the envelope waits' : why };
    default:
      return undefined;
  }
}
