import { countKinds, type Discrepancy } from './discrepancy';
import { isSigned, type Ledger, type SentRequest } from './ledger';
import type { Observation } from './observation';
import type { Situations } from './situations';
import type { StormPlan } from './storm-plan';
import { callsOf } from './watched-call';

/** The results of a storm. */
export interface StormReport {
  readonly plan: StormPlan;
  readonly ledger: Ledger;
  /** The stack after the queues were empty, with faults. */
  readonly before: Observation;
  /** The stack after the redrive, without faults. */
  readonly after: Observation;
  readonly discrepancies: readonly Discrepancy[];
  /** The counts of the situations that each storm must have. */
  readonly situations: Situations;
  readonly redriven: number;
  /** The count of each fault. */
  readonly thrown: ReadonlyMap<string, number>;
  readonly calls: number;
  /** The duration of each part. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Formats the command that plays the same plan again, with the same sequence of faults. */
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

/** Renders a report as lines. */
export function renderReport(report: StormReport): readonly string[] {
  const { plan, ledger, before, after, discrepancies, redriven, seconds } = report;
  const genuine = ledger.requests.filter(({ forgery }) => !forgery);
  const forged = ledger.requests.filter(({ forgery }) => forgery);
  const accepted = genuine.filter(({ status }) => status === 200);
  return [
    `requests      ${ledger.requests.length} sent for ${plan.steps.filter(({ kind }) => kind !== 'complete').length} planned, about ${ledger.envelopes.length} envelopes`,
    `genuine       ${genuine.length}: ${statuses(genuine)}`,
    `forged        ${forged.length}: ${statuses(forged)}`,
    `accepted      ${accepted.length}, with ${new Set(accepted.map(({ fact }) => fact)).size} different facts`,
    `signed        ${signedLine(report)}`,
    ...faultLines(report),
    `situations    ${counts(Object.entries(report.situations))}`,
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

/** The roles of the completed envelopes, against the bundles. Ghosts are history. */
function signedLine({ ledger, after }: StormReport): string {
  const signed = ledger.envelopes.filter(isSigned);
  const roles = new Map<string, number>();
  for (const { role } of signed) roles.set(role, (roles.get(role) ?? 0) + 1);
  const [orders, passes] = [callsOf(after.calls, 'order').length, callsOf(after.calls, 'pass').length];
  return `${signed.length} (${counts([...roles].sort())}), archived ${after.bundles.length}, ${orders} of them ordered by ${passes} passes`;
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
