import type { Discrepancy } from './discrepancy';
import { genuineRequests, groupBy, webhookId } from './genuine-requests';
import type { Ledger, SentRequest } from './ledger';
import type { Observation } from './observation';
import { waitingDeliveries } from './waiting-work';
import { callsOf } from './watched-call';

/**
 * Checks that a duplicate with another content keeps its bytes: a forged webhook may have come before the genuine one. The
 * record holds the content that came first, whichever it was.
 */
export function accountForVariants(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const genuine = genuineRequests(ledger);
  const waiting = waitingDeliveries(found);
  const sentAs = (webhook: { readonly endpoint: string; readonly sha256: string }) =>
    genuine.get(webhookId(webhook)) ?? [];
  const stored = new Set([...found.records, ...found.storedDuplicates].flatMap(sentAs).map(contentName));
  const handled = callsOf(found.calls, 'record')
    .filter(({ deliveryId }) => !waiting.has(deliveryId))
    .flatMap(sentAs);
  // `account-for-facts.ts` reports a fact without a record.
  const recorded = new Set(found.records.flatMap(sentAs).map(({ fact }) => fact));
  const due = handled.filter(({ fact }) => recorded.has(fact));
  return [...groupBy(due, contentName).keys()]
    .filter((name) => !stored.has(name))
    .map((about) => ({ name: 'duplicate-lost', about }));
}

/** Names a content: all requests of a fact have the same, unless a variant says otherwise. */
const contentName = ({ fact, variant }: SentRequest) => `${fact}${variant ? `, variant ${variant}` : ''}`;
