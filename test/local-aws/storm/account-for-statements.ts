import { envelopeName } from './account-for-envelopes';
import type { Discrepancy } from './discrepancy';
import { differingFields, type EventFacts } from './event-facts';
import { genuineRequests, webhookId } from './genuine-requests';
import type { Ledger } from './ledger';
import type { FoundBundle, FoundEvent, Observation } from './observation';
import { callsOf } from './watched-call';

/**
 * Checks what each event says: that of a webhook against what its sender sent, `envelope.archived` against the bundle's
 * bytes, and the archiver's own word for a completion against the ledger. `account-for-origins.ts` reports an event without a
 * record or a bundle.
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
  const finder = finderOf(found);
  return (event) => {
    const provider = providers.get(event.endpoint) ?? 'unknown';
    if (event.recordKey === undefined) return ownEvent(event, { provider, bundles, foundBy: finder(event) });
    const record = records.get(event.recordKey);
    const sent = record && genuine.get(webhookId(record));
    return sent && { ...sent.says, receivedAt: record.receivedAt };
  };
}

/**
 * Says who must have found an event's envelope: a pass, if one ordered it and no webhook did. If both ordered it, either job may
 * have archived it.
 */
function finderOf({ calls }: Observation): (event: FoundEvent) => string | undefined {
  const ordered = new Set(callsOf(calls, 'order').map(envelopeName));
  const queued = new Set(callsOf(calls, 'job').map(envelopeName));
  return ({ endpoint, envelopeId = '', facts }) => {
    const name = envelopeName({ endpoint, envelopeId });
    if (!ordered.has(name) || (queued.has(name) && facts.foundBy === undefined)) return undefined;
    return 'reconciliation';
  };
}

interface OwnFacts {
  readonly provider: string;
  readonly bundles: ReadonlyMap<string, FoundBundle>;
  readonly foundBy: string | undefined;
}

/** The archiver's own events. All are confirmed but `envelope.archive-failed`: the provider's API confirmed them. */
function ownEvent(
  { type, endpoint, envelopeId, manifestKey = '' }: FoundEvent,
  { provider, bundles, foundBy }: OwnFacts,
): EventFacts | undefined {
  const own = { source: `esign.${provider}`, detailType: type, type, provider, endpoint, foundBy };
  if (type === 'envelope.archive-failed') return { ...own, envelopeId, confirmed: false };
  if (type === 'envelope.completed')
    return { ...own, envelopeId, confirmed: true, foundBy: 'reconciliation' };
  const bundle = bundles.get(manifestKey);
  return bundle && { ...own, envelopeId: bundle.envelopeId, confirmed: true, archive: bundle.announces };
}
