import type { Discrepancy } from './discrepancy';
import { genuineRequests, groupBy, webhookId } from './genuine-requests';
import type { Ledger } from './ledger';
import type { Observation } from './observation';
import { callsOf } from './watched-call';
import { waitingDeliveries } from './waiting-work';

/**
 * Checks each delivery for itself, also when another delivery of the same fact took its place: stored before its 200,
 * handled afterwards, and with an archive job of its own if it completes an envelope.
 */
export function accountForDeliveries(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  return [...unstored(ledger, found), ...dropped(found), ...withoutJob(ledger, found)];
}

/**
 * An answer does not name its delivery. But the answers of one body can be counted: at the moment of the second 200, two
 * deliveries of this body must be stored.
 */
function unstored({ requests }: Ledger, { calls }: Observation): readonly Discrepancy[] {
  const stored = groupBy(firstOfEach(callsOf(calls, 'store')), webhookId);
  const accepted = requests.filter(({ status, forgery }) => status === 200 && !forgery);
  return [...groupBy(accepted, webhookId)].flatMap(([id, some]) => {
    const times = (stored.get(id) ?? []).map(({ doneAt }) => doneAt);
    const answers = [...some].sort((one, other) => one.answeredAt - other.answeredAt);
    return answers.flatMap(({ type, fact, answeredAt }, before): readonly Discrepancy[] => {
      const storedCount = times.filter((doneAt) => doneAt < answeredAt).length;
      if (storedCount > before) return [];
      const about = `${type} ${fact}: answer ${before + 1}, ${storedCount} stored`;
      return [{ name: 'accepted-unstored', about }];
    });
  });
}

/** A delivery that is stored twice, in the queue and in the spool, is one delivery. */
function firstOfEach<Call extends { readonly deliveryId: string }>(calls: readonly Call[]): readonly Call[] {
  return [...new Map([...calls].reverse().map((one) => [one.deliveryId, one])).values()];
}

function dropped(found: Observation): readonly Discrepancy[] {
  const handled = new Set(callsOf(found.calls, 'record').map(({ deliveryId }) => deliveryId));
  const waiting = waitingDeliveries(found);
  return firstOfEach(callsOf(found.calls, 'store'))
    .filter(({ deliveryId }) => !handled.has(deliveryId) && !waiting.has(deliveryId))
    .map(({ endpoint, deliveryId }) => ({ name: 'delivery-dropped', about: `${endpoint} ${deliveryId}` }));
}

/** A duplicate needs a job too: the completion before it may have been early or forged. */
function withoutJob(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const genuine = genuineRequests(ledger);
  const jobId = (endpoint: string, envelopeId: string, arrival: string) =>
    `${endpoint} ${envelopeId} ${arrival}`;
  const jobs = new Set(
    callsOf(found.calls, 'job').map(({ endpoint, envelopeId, firstSeenAt }) =>
      jobId(endpoint, envelopeId, firstSeenAt),
    ),
  );
  const waiting = waitingDeliveries(found);
  return firstOfEach(callsOf(found.calls, 'record')).flatMap((delivery): readonly Discrepancy[] => {
    const sent = genuine.get(webhookId(delivery));
    if (sent?.type !== 'envelope.completed' || waiting.has(delivery.deliveryId)) return [];
    if (jobs.has(jobId(sent.endpoint, sent.envelopeId, delivery.receivedAt))) return [];
    return [{ name: 'not-queued', about: `${sent.fact}: delivery ${delivery.deliveryId}` }];
  });
}
