import type { Discrepancy } from './discrepancy';
import { genuineRequests, groupBy, webhookId } from './genuine-requests';
import { isSigned, type Ledger, type LedgerEnvelope } from './ledger';
import type { FoundBundle, Observation } from './observation';
import { allWaiting } from './waiting-work';

/** Checks that every signed envelope is archived once, with the provider's bytes, and announced. */
export function accountForEnvelopes(ledger: Ledger, found: Observation): readonly Discrepancy[] {
  const bundles = groupBy(found.bundles, envelopeName);
  const announced = new Set(found.events.map(({ manifestKey }) => manifestKey));
  const waiting = waitingEnvelopes(ledger, found);
  return ledger.envelopes.flatMap((envelope) => {
    const name = envelopeName({ endpoint: envelope.endpoint, envelopeId: envelope.id });
    const archived = bundles.get(name) ?? [];
    const due = isSigned(envelope) && !waiting.has(name);
    return [
      ...bundleFaults(name, archived),
      ...(due ? missing(name, envelope, { archived, announced }) : []),
    ];
  });
}

/** Names an envelope: its id is only unique within its endpoint. */
export const envelopeName = ({ endpoint, envelopeId }: Pick<FoundBundle, 'endpoint' | 'envelopeId'>) =>
  `${endpoint} ${envelopeId}`;

function bundleFaults(name: string, bundles: readonly FoundBundle[]): readonly Discrepancy[] {
  const twice: readonly Discrepancy[] =
    bundles.length > 1
      ? [{ name: 'archived-twice', about: bundles.map(({ manifestKey }) => manifestKey).join(', ') }]
      : [];
  const changed = bundles.flatMap(({ faults }) =>
    faults.map((fault): Discrepancy => ({ name: 'bundle-changed', about: `${name}: ${fault}` })),
  );
  return [...twice, ...changed];
}

function missing(
  name: string,
  { files }: LedgerEnvelope,
  {
    archived: [bundle],
    announced,
  }: { readonly archived: readonly FoundBundle[]; readonly announced: ReadonlySet<string | undefined> },
): readonly Discrepancy[] {
  if (!bundle) return [{ name: 'not-archived', about: `${name}, ${files.length} files` }];
  return announced.has(bundle.manifestKey) ? [] : [{ name: 'not-announced', about: bundle.manifestKey }];
}

/** Finds the envelopes whose archive job is a dead letter, and those all of whose completions wait. */
export function waitingEnvelopes(ledger: Ledger, found: Observation): ReadonlySet<string> {
  const completions = [...genuineRequests(ledger).values()].filter(
    ({ type }) => type === 'envelope.completed',
  );
  const jobs = found.deadLetters.flatMap((dead) => (dead.kind === 'archive-job' ? [dead] : []));
  const isWaiting = allWaiting(found);
  const waiting = [...groupBy(completions, envelopeName)].filter(([, some]) =>
    isWaiting(new Set(some.map(webhookId))),
  );
  return new Set([...jobs.map(envelopeName), ...waiting.map(([name]) => name)]);
}
