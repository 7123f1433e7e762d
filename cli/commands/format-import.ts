import type { ImportState } from '../logs/follow-import';
import { countOf, isEnd, type OrdersState } from '../logs/orders-state';
import { reasonInWords } from '../reasons';
import { importSeconds, secondsPerEnvelope } from './import-seconds';

/** An import at the end of the command. */
export interface ImportReport extends ImportState {
  readonly passId: string;
  readonly endpoint: string;
  readonly dryRun: boolean;
  readonly retry: boolean;
  readonly archiveConcurrency: number;
  /** How to look again. */
  readonly again: string;
}

/** The maximum number of envelopes that are named. */
const maxNamed = 20;

/** Says what an import has found, ordered and brought. */
export function formatImport(report: ImportReport): string[] {
  const { found, there, waiting, ordered } = report.pass.counts;
  const wait = waiting > 0 && !report.retry ? ' (--retry orders them again at once)' : '';
  const lines = [
    `found:    ${found}`,
    `there:    ${there}`,
    `waiting:  ${waiting} for an earlier order${wait}`,
    `${report.dryRun ? 'to order:' : 'ordered: '} ${ordered}`,
  ];
  if (report.dryRun) return [...lines, howLong(report)];
  const { orders } = report;
  return [
    ...lines,
    `archived: ${countOf(orders, 'archived')} of the ordered ones`,
    `failed:   ${countOf(orders, 'failed')} of the ordered ones`,
    ...(unended(report) > 0 ? [`not yet:  ${unended(report)} of the ordered ones`] : []),
  ];
}

function howLong({ pass, archiveConcurrency }: ImportReport): string {
  const minutes = Math.ceil(importSeconds(pass.counts.ordered, archiveConcurrency) / 60);
  return `The import would take about ${minutes} minutes. This is an estimate: ${secondsPerEnvelope} seconds for each envelope, ${archiveConcurrency} at the same time. Large files and the provider's limits make it longer, and webhooks go first.`;
}

/** What failed or has not ended. */
export function importProblems(report: ImportReport): string[] {
  return [...passProblems(report), ...failures(report), ...notYet(report)];
}

function passProblems({ pass: { end, waitsFor }, passId, again }: ImportReport): string[] {
  if (!end) {
    const why = waitsFor === undefined ? 'its log says nothing new' : reasonInWords(waitsFor);
    return [`the pass ${passId} has not ended: ${why}. It goes on by itself. ${again}`];
  }
  if (end.outcome === 'finished') {
    const text = `the provider's list changed while the pass read it, and may have hidden an envelope: run the command again`;
    return end.mayHaveSkipped ? [text] : [];
  }
  const why = end.reason === undefined ? end.outcome : `${end.outcome}: ${reasonInWords(end.reason)}`;
  return [`the pass did not reach the end of the list (${why}). The counts are those up to there.`];
}

function failures({ orders, endpoint }: ImportReport): string[] {
  const failed = [...orders].flatMap(([id, order]) =>
    order.kind === 'failed' ? [`${id}: ${reasonInWords(order.reason)}`] : [],
  );
  const more = failed.length > maxNamed ? [`${failed.length - maxNamed} more failed`] : [];
  const all = `\`dead-letters --queue archive --endpoint ${endpoint}\` lists what failed`;
  return failed.length > 0 ? [...failed.slice(0, maxNamed), ...more, all] : [];
}

function notYet(report: ImportReport): string[] {
  const count = unended(report);
  if (count === 0) return [];
  const waiting = waitingOf(report);
  const named = waiting.slice(0, maxNamed).map(({ id, why }) => `not archived yet: ${id}${why}`);
  const end = `The archiver tries each for up to 48 hours. ${report.again}`;
  return [
    ...named,
    `${count} ordered ${count === 1 ? 'envelope has' : 'envelopes have'} not ended yet. ${end}`,
  ];
}

function waitingOf({ pass, orders }: ImportReport) {
  const ids = new Set([...pass.orderedIds, ...orders.keys()]);
  return [...ids].filter((id) => !isEnd(orders.get(id))).map((id) => ({ id, why: reasonOf(orders, id) }));
}

function reasonOf(orders: OrdersState, id: string): string {
  const order = orders.get(id);
  return order?.kind === 'waiting' ? `: ${reasonInWords(order.reason)}` : '';
}

function unended({ dryRun, pass, orders }: ImportReport): number {
  if (dryRun) return 0;
  return Math.max(0, pass.counts.ordered - countOf(orders, 'archived') - countOf(orders, 'failed'));
}
