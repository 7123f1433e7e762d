import type { Discrepancy } from './discrepancy';
import { differingFields, type EventFacts } from './event-facts';
import { genuineRequests, webhookId } from './genuine-requests';
import type { Ledger } from './ledger';
import type { FoundBundle, FoundEvent, Observation } from './observation';

/**
 * Checks what each event says: that of a webhook against what its sender sent, `envelope.archived` against the bundle's
 * bytes. `account-for-origins.ts` reports an event without a record or a bundle.
 */
export function accountForStatements(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const expectedOf = expectations(ledger, found);
  return found.events.flatMap((event) => {
    const expected = expectedOf(event);
    const fields = expected ? differingFields(event.facts, expected) : [];
    if (fields.length === 0) return [];
    return [{ name: 'event-wrong', about: `${event.type} ${event.id}: ${fields.join(', ')}` }];
  });
}

function expectations(ledger: Ledger, found: Observation): (event: FoundEvent) => EventFacts | undefined {
  const genuine = genuineRequests(ledger);
  const records = new Map(found.records.map((record) => [record.key, record]));
  const bundles = new Map(found.bundles.map((bundle) => [bundle.manifestKey, bundle]));
  const providers = new Map(ledger.envelopes.map(({ endpoint, provider }) => [endpoint, provider]));
  return (event) => {
    const provider = providers.get(event.endpoint) ?? 'unknown';
    if (event.recordKey === undefined) return ownEvent(event, { provider, bundles });
    const record = records.get(event.recordKey);
    const sent = record && genuine.get(webhookId(record));
    return sent && { ...sent.says, receivedAt: record.receivedAt };
  };
}

/** The archiver's own events. Only `envelope.archived` is confirmed: the provider's API confirmed it. */
function ownEvent(
  { type, endpoint, envelopeId, manifestKey = '' }: FoundEvent,
  { provider, bundles }: { readonly provider: string; readonly bundles: ReadonlyMap<string, FoundBundle> },
): EventFacts | undefined {
  const own = { source: `esign.${provider}`, detailType: type, type, provider, endpoint };
  if (type === 'envelope.archive-failed') return { ...own, envelopeId, confirmed: false };
  const bundle = bundles.get(manifestKey);
  return bundle && { ...own, envelopeId: bundle.envelopeId, confirmed: true, archive: bundle.announces };
}
