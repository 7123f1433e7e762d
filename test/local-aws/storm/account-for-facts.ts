import type { Discrepancy } from './discrepancy';
import { acceptedFacts, genuineRequests, groupBy, webhookId } from './genuine-requests';
import type { Ledger, SentRequest } from './ledger';
import type { FoundRecord, FoundWebhook, Observation } from './observation';

/** Checks that every accepted fact is recorded once, with the bytes that were sent, and published. */
export function accountForFacts(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const genuine = genuineRequests(ledger);
  const factOf = (webhook: Pick<FoundWebhook, 'endpoint' | 'sha256'>) =>
    genuine.get(webhookId(webhook))?.fact;
  const records = groupBy(found.records, factOf);
  const published = new Set(found.events.map(({ id }) => id));
  const waiting = new Set([...found.spool, ...deadWebhooks(found)].map(factOf));
  return [
    ...[...records].flatMap(([fact, some]) => recordFaults(fact, some, genuine)),
    ...[...acceptedFacts(ledger)].flatMap(([fact, request]): readonly Discrepancy[] => {
      if (waiting.has(fact)) return [];
      const [record] = records.get(fact) ?? [];
      if (!record) return [{ name: 'not-recorded', about: `${request.type} ${fact}` }];
      const about = `${request.type} ${fact}: ${record.key}`;
      return published.has(record.eventId) ? [] : [{ name: 'not-published', about }];
    }),
  ];
}

/** Finds the webhooks among the dead letters. */
export function deadWebhooks({ deadLetters }: Observation) {
  return deadLetters.flatMap((dead) => (dead.kind === 'webhook' ? [dead] : []));
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
