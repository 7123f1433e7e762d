import { countKinds, type Discrepancy } from './discrepancy';
import type { Ledger, SentRequest } from './ledger';
import type { Observation } from './observation';
import type { StormPlan } from './storm-plan';

/** All that a storm brought to light. */
export interface StormReport {
  readonly plan: StormPlan;
  readonly ledger: Ledger;
  /** When nothing was going on any longer, with the faults. */
  readonly before: Observation;
  /** After the dead letters were redriven, without faults. */
  readonly after: Observation;
  readonly discrepancies: readonly Discrepancy[];
  readonly redriven: number;
  /** The faults by name, and of how many calls. */
  readonly thrown: ReadonlyMap<string, number>;
  readonly calls: number;
  /** How long each part took. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The command that sends the same again, faults of the same share thrown by the same dice. */
export function againCommand({
  seed,
  webhooks,
  faults,
}: {
  readonly seed: number;
  readonly webhooks: number;
  readonly faults: number;
}): string {
  return `npm run test:storm -- --seed ${seed} --webhooks ${webhooks} --faults ${Math.round(faults * 100)}%`;
}

/** A report as lines to print. */
export function renderReport(report: StormReport): readonly string[] {
  const { plan, ledger, before, after, discrepancies, redriven, seconds } = report;
  const genuine = ledger.requests.filter(({ forgery }) => !forgery);
  const forged = ledger.requests.filter(({ forgery }) => forgery);
  const accepted = genuine.filter(({ status }) => status === 200);
  return [
    `requests      ${ledger.requests.length} sent for ${plan.steps.filter(({ kind }) => kind !== 'complete').length} planned, about ${ledger.envelopes.length} envelopes`,
    `genuine       ${genuine.length}: ${statuses(genuine)}`,
    `forged        ${forged.length}: ${statuses(forged)}`,
    `accepted      ${accepted.length}, which tell ${new Set(accepted.map(({ fact }) => fact)).size} different things`,
    ...faultLines(report),
    `before        ${contents(before)}`,
    `redriven      ${redriven}`,
    `after         ${contents(after)}`,
    `took          ${Object.entries(seconds)
      .map(([part, time]) => `${part} ${time.toFixed(0)} s`)
      .join(', ')}`,
    `accounting    ${counts(Object.entries(countKinds(discrepancies)))}`,
    ...discrepancies.slice(0, 50).map(({ name, about }) => `  ${name}: ${about}`),
  ];
}

function faultLines({ thrown, calls }: StormReport): readonly string[] {
  const total = [...thrown.values()].reduce((sum, count) => sum + count, 0);
  const sorted = [...thrown].sort(([one], [other]) => (one < other ? -1 : 1));
  return [`faults        ${total} of ${calls} calls: ${counts(sorted)}`];
}

function contents({ records, events, bundles, spool, deadLetters, strayFiles }: Observation): string {
  const ids = new Set(events.map(({ id }) => id)).size;
  return `${records.length} records, ${events.length} events with ${ids} ids, ${bundles.length} bundles, ${deadLetters.length} dead letters, ${spool.length} in the spool, ${strayFiles.length} stray files`;
}

function statuses(requests: readonly SentRequest[]): string {
  const by = new Map<string, number>();
  for (const { status } of requests) by.set(String(status), (by.get(String(status)) ?? 0) + 1);
  return counts([...by].sort());
}

function counts(entries: readonly (readonly [string, number])[]): string {
  return entries.map(([name, count]) => `${name} × ${count}`).join(', ');
}
