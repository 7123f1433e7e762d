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
    ...[...records].flatMap(([fact, some]) => recordFaults(fact, some)),
    ...changedRecords([...found.records, ...found.storedDuplicates], genuine),
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

function recordFaults(fact: string, records: readonly FoundRecord[]): readonly Discrepancy[] {
  return records.length > 1
    ? [{ name: 'recorded-twice', about: `${fact}: ${records.map(({ key }) => key).join(', ')}` }]
    : [];
}

/** A record of no genuine request is reported by `account-for-origins.ts`. */
function changedRecords(
  records: readonly FoundRecord[],
  genuine: ReadonlyMap<string, SentRequest>,
): readonly Discrepancy[] {
  return records.flatMap((record): readonly Discrepancy[] => {
    const sent = genuine.get(webhookId(record));
    if (!sent || sent.storedSha256 === record.storedSha256) return [];
    return [{ name: 'record-changed', about: record.key }];
  });
}
