import { envelopeName, waitingEnvelopes } from './account-for-envelopes';
import type { Discrepancy } from './discrepancy';
import { genuineRequests, groupBy, webhookId } from './genuine-requests';
import { isSigned, type Ledger, type LedgerEnvelope } from './ledger';
import type { FoundEvent, Observation } from './observation';

/**
 * Checks that the completion of every signed envelope is published as one event, and its bundle as one more: by the webhook that
 * reported it, or else by the archiver. Only iinked Sign's list does not have the id that the webhook's event has.
 */
export function accountForCompletions(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const recorded = groupBy(recordedCompletions(ledger, found), ({ name }) => name);
  const own = groupBy(found.events.filter(isFoundCompletion), eventName);
  const announced = groupBy(
    found.events.filter(({ type }) => type === 'envelope.archived'),
    eventName,
  );
  const waiting = waitingEnvelopes(ledger, found);
  return ledger.envelopes.filter(isSigned).flatMap((envelope): readonly Discrepancy[] => {
    const name = envelopeName({ endpoint: envelope.endpoint, envelopeId: envelope.id });
    const ids = {
      ofWebhooks: new Set((recorded.get(name) ?? []).map(({ eventId }) => eventId)),
      ofArchiver: new Set((own.get(name) ?? []).map(({ id }) => id)),
    };
    const isSilent = ids.ofWebhooks.size + ids.ofArchiver.size === 0;
    const bundleIds = new Set((announced.get(name) ?? []).map(({ id }) => id));
    return [
      ...(isSilent && !waiting.has(name) ? [{ name: 'completion-unpublished', about: name } as const] : []),
      ...(isDoubled(envelope, ids) ? [{ name: 'completion-published-twice', about: name } as const] : []),
      ...(bundleIds.size > 1 ? [{ name: 'announced-twice', about: name } as const] : []),
    ];
  });
}

/** Whether an event is the archiver's own, for a completion that a pass found. */
export const isFoundCompletion = ({ type, recordKey }: FoundEvent): boolean =>
  type === 'envelope.completed' && recordKey === undefined;

const eventName = ({ endpoint, envelopeId = '' }: FoundEvent) => envelopeName({ endpoint, envelopeId });

function recordedCompletions(ledger: Ledger, { records }: Observation) {
  const genuine = genuineRequests(ledger);
  return records.flatMap((record) => {
    const sent = genuine.get(webhookId(record));
    return sent?.type === 'envelope.completed' ? [{ name: envelopeName(sent), eventId: record.eventId }] : [];
  });
}

interface CompletionIds {
  readonly ofWebhooks: ReadonlySet<string>;
  readonly ofArchiver: ReadonlySet<string>;
}

/** `account-for-facts.ts` reports two records of one completion. */
function isDoubled({ provider }: LedgerEnvelope, { ofWebhooks, ofArchiver }: CompletionIds): boolean {
  if (ofArchiver.size === 0) return false;
  if (provider === 'iinked-sign') return ofArchiver.size > 1;
  return new Set([...ofWebhooks, ...ofArchiver]).size > 1;
}
