import { webhookId } from './genuine-requests';
import type { Observation } from './observation';
import { callsOf } from './watched-call';

/** Finds the webhooks among the dead letters. */
export function deadWebhooks({ deadLetters }: Observation) {
  return deadLetters.flatMap((dead) => (dead.kind === 'webhook' ? [dead] : []));
}

/** Finds the deliveries that wait in a dead-letter queue or the spool. Only these may be unfinished. */
export function waitingDeliveries(found: Observation): ReadonlySet<string> {
  return new Set([...found.spool, ...deadWebhooks(found)].map(({ deliveryId }) => deliveryId));
}

/**
 * Makes a check whether all stored deliveries of some webhooks wait. One that does not wait was handled: then nothing
 * excuses that its record or its job is missing.
 */
export function allWaiting(found: Observation): (webhookIds: ReadonlySet<string>) => boolean {
  const waiting = waitingDeliveries(found);
  const stored = callsOf(found.calls, 'store');
  return (webhookIds) => {
    const deliveries = stored.filter((one) => webhookIds.has(webhookId(one)));
    return deliveries.length > 0 && deliveries.every(({ deliveryId }) => waiting.has(deliveryId));
  };
}
