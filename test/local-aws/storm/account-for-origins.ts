import { envelopeName } from './account-for-envelopes';
import type { Discrepancy } from './discrepancy';
import { genuineRequests, webhookId } from './genuine-requests';
import { isSigned, type Ledger } from './ledger';
import type { FoundEvent, Observation } from './observation';
import { deadWebhooks } from './waiting-work';

/** Checks that every record, event and bundle comes from a genuine request: the opposite direction of the account. */
export function accountForOrigins(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const genuine = genuineRequests(ledger);
  const webhooks = [...found.records, ...found.storedDuplicates, ...found.spool, ...deadWebhooks(found)];
  const forged = webhooks.filter((webhook) => !genuine.has(webhookId(webhook)));
  return [
    ...forged.map((webhook): Discrepancy => ({
      name: 'record-of-nothing',
      about: 'key' in webhook ? webhook.key : `dead letter of ${webhookId(webhook)}`,
    })),
    ...eventsOfNothing(ledger, found),
    ...bundlesOfNothing(ledger, found),
  ];
}

function eventsOfNothing(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const records = new Map(found.records.map((record) => [record.key, record.eventId]));
  const manifests = new Set(found.bundles.map(({ manifestKey }) => manifestKey));
  const signed = signedEnvelopes(ledger);
  const isBacked = (event: FoundEvent): boolean => {
    if (event.type === 'envelope.archived') return manifests.has(event.manifestKey ?? '');
    if (event.type === 'envelope.archive-failed') return signed.has(nameOf(event));
    // The archiver's word for a completion that no webhook reported.
    if (event.type === 'envelope.completed' && event.recordKey === undefined)
      return signed.has(nameOf(event));
    return records.get(event.recordKey ?? '') === event.id;
  };
  return found.events
    .filter((event) => !isBacked(event))
    .map((event) => ({ name: 'event-of-nothing', about: `${event.type} ${event.id} of ${nameOf(event)}` }));
}

/** A bundle needs an envelope that is complete at the provider, and no history. */
function bundlesOfNothing(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const signed = signedEnvelopes(ledger);
  return found.bundles
    .filter((bundle) => !signed.has(envelopeName(bundle)))
    .map(({ manifestKey }) => ({ name: 'bundle-of-nothing', about: manifestKey }));
}

function signedEnvelopes({ envelopes }: Ledger): ReadonlySet<string> {
  const signed = envelopes.filter(isSigned);
  return new Set(signed.map(({ endpoint, id }) => envelopeName({ endpoint, envelopeId: id })));
}

const nameOf = ({ endpoint, envelopeId = '' }: FoundEvent) => envelopeName({ endpoint, envelopeId });
