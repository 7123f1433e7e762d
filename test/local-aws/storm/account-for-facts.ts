import type { Discrepancy } from './discrepancy';
import { acceptedFacts, genuineRequests, groupBy, webhookId } from './genuine-requests';
import type { Ledger, SentRequest } from './ledger';
import type { FoundRecord, FoundWebhook, Observation } from './observation';
import { allWaiting, waitingDeliveries } from './waiting-work';

/**
 * Checks that every accepted fact is recorded once, with the bytes that were sent, and published. A record is only excused
 * if all deliveries of the fact wait, an event only if the delivery waits that the record is of.
 */
export function accountForFacts(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const genuine = genuineRequests(ledger);
  const factOf = (webhook: Pick<FoundWebhook, 'endpoint' | 'sha256'>) =>
    genuine.get(webhookId(webhook))?.fact;
  const records = groupBy(found.records, factOf);
  const published = new Set(found.events.map(({ id }) => id));
  const waiting = waitingDeliveries(found);
  const isWaiting = allWaiting(found);
  const webhooksOf = groupBy([...genuine.values()], ({ fact }) => fact);
  return [
    ...[...records].flatMap(([fact, some]) => recordFaults(fact, some, genuine)),
    ...[...acceptedFacts(ledger)].flatMap(([fact, { type }]): readonly Discrepancy[] => {
      const [record] = records.get(fact) ?? [];
      if (record) {
        const about = `${type} ${fact}: ${record.key}`;
        const isDone = published.has(record.eventId) || waiting.has(record.deliveryId);
        return isDone ? [] : [{ name: 'not-published', about }];
      }
      const webhooks = new Set((webhooksOf.get(fact) ?? []).map(webhookId));
      return isWaiting(webhooks) ? [] : [{ name: 'not-recorded', about: `${type} ${fact}` }];
    }),
  ];
}

function recordFaults(
  fact: string,
  records: readonly FoundRecord[],
  genuine: ReadonlyMap<string, SentRequest>,
): readonly Discrepancy[] {
  const twice: readonly Discrepancy[] =
    records.length > 1
      ? [{ name: 'recorded-twice', about: `${fact}: ${records.map(({ key }) => key).join(', ')}` }]
      : [];
  const changed = records.filter(
    (record) => genuine.get(webhookId(record))?.storedSha256 !== record.storedSha256,
  );
  return [...twice, ...changed.map(({ key }): Discrepancy => ({ name: 'record-changed', about: key }))];
}
