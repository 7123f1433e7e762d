import type { AwsCall } from '../faults/aws-call';
import type { Fault } from '../faults/fault';
import { envelopeName } from './account-for-envelopes';
import { isFoundCompletion } from './account-for-completions';
import type { Discrepancy } from './discrepancy';
import { groupBy, webhookId } from './genuine-requests';
import { isSigned, type LedgerEnvelope, type SentRequest } from './ledger';
import type { FoundEvent } from './observation';
import { callsOf, type WatchedCall } from './watched-call';

/** The source of the counts: the requests and the calls of one storm. */
export interface SituationSource {
  readonly requests: readonly SentRequest[];
  readonly calls: readonly WatchedCall[];
  readonly failedSpoolPuts: number;
  /** Absent if the storm had no passes. */
  readonly passes?: PassSource;
}

/** The source of the counts about passes. */
export interface PassSource {
  readonly envelopes: readonly LedgerEnvelope[];
  readonly events: readonly FoundEvent[];
  /** All calls of the functions, with their faults. */
  readonly calls: readonly (Pick<AwsCall, 'stage'> & { readonly fault?: Fault })[];
}

/** The counts of rare situations, by name. */
export type Situations = Readonly<Record<string, number>>;

const mebibyte = 1_048_576;

/** Counts the situations that each storm must have: without them, its account proves nothing about them. */
export function countSituations({ requests, calls, failedSpoolPuts, passes }: SituationSource): Situations {
  const accepted = requests.filter(({ status, forgery }) => status === 200 && !forgery);
  const records = callsOf(calls, 'record');
  const deliveriesOf = [...groupBy(records, ({ key }) => key).values()].map(
    (some) => new Set(some.map(({ deliveryId }) => deliveryId)).size,
  );
  return {
    'puts into the spool that failed for good': failedSpoolPuts,
    'accepted webhooks over 1 MiB': accepted.filter(({ sizeBytes }) => sizeBytes > mebibyte).length,
    'deliveries in the spool': callsOf(calls, 'store').filter(({ place }) => place === 'spool').length,
    'facts with several deliveries': deliveriesOf.filter((count) => count > 1).length,
    'facts with several variants': factsWithVariants(requests, records),
    'announced bundles': new Set(
      callsOf(calls, 'publish').flatMap(({ type, eventId }) => (type === 'envelope.archived' ? eventId : [])),
    ).size,
    ...(passes && passSituations(passes)),
  };
}

function passSituations({ envelopes, events, calls }: PassSource): Situations {
  const found = new Set(
    events
      .filter(isFoundCompletion)
      .map(({ endpoint, envelopeId = '' }) => envelopeName({ endpoint, envelopeId })),
  );
  const dropped = envelopes.filter((one) => isSigned(one) && one.role !== 'reported');
  return {
    'dropped completions that a pass found': dropped.filter(({ endpoint, id }) =>
      found.has(envelopeName({ endpoint, envelopeId: id })),
    ).length,
    'faults that a pass met': calls.filter(({ stage, fault }) => stage === 'reconcile' && fault).length,
  };
}

function factsWithVariants(
  requests: readonly SentRequest[],
  records: readonly Extract<WatchedCall, { readonly kind: 'record' }>[],
): number {
  const handled = new Set(records.map(webhookId));
  const facts = groupBy(
    requests.filter((one) => !one.forgery && handled.has(webhookId(one))),
    ({ fact }) => fact,
  );
  const variantCounts = [...facts.values()].map((some) => new Set(some.map(({ variant }) => variant)).size);
  return variantCounts.filter((count) => count > 1).length;
}

/** A smaller storm, or one without faults, need not have every situation. */
const minWebhooks = 50;

/** Reports the situations that a storm did not have. */
export function missingSituations(
  situations: Situations,
  { webhooks, faults }: { readonly webhooks: number; readonly faults: number },
): readonly Discrepancy[] {
  if (webhooks < minWebhooks || faults === 0) return [];
  return Object.entries(situations)
    .filter(([, count]) => count === 0)
    .map(([about]) => ({ name: 'never-happened', about }));
}
