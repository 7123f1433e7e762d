import type { Share } from './fuzz-case';

/** A violation of the verifier's promises. */
export interface Violation {
  /** The request's number in the run, or the number of requests so far. */
  readonly after: number;
  readonly endpoint: string;
  readonly share?: Share;
  readonly kind?: string;
  readonly what: string;
}

/** The results of a run. */
export interface FuzzReport {
  readonly seed: number;
  readonly seconds: number;
  /** The number of requests, by group and kind. */
  readonly kinds: Readonly<Record<Share, Readonly<Record<string, number>>>>;
  /** The number of refused requests with a proof that is right for something else. */
  readonly rightForgeries: number;
  readonly requests: number;
  /** The number of requests that were never checked, on a busy machine. */
  readonly unchecked: number;
  /** The number of answers, by text. Requests that were sent again after a 503 have several. */
  readonly answers: Readonly<Record<string, number>>;
  readonly stored: number;
  readonly spooled: number;
  readonly rotations: number;
  readonly secretReads: number;
  readonly logLines: number;
  readonly violations: readonly Violation[];
}

/** Renders the report as text. */
export function renderReport(report: FuzzReport): string {
  const { requests, rightForgeries, kinds, answers, violations } = report;
  const sumOf = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shares = Object.entries(kinds).map(
    ([share, counts]) => `  ${share.padEnd(12)} ${sumOf(counts)} of ${Object.keys(counts).length} kinds`,
  );
  const percent = ((100 * rightForgeries) / requests).toFixed(1);
  return [
    `${requests} requests in ${report.seconds.toFixed(0)} s, seed ${report.seed}:`,
    ...shares,
    `  right proof of something else, and refused: ${rightForgeries} (${percent} %)`,
    `  never checked, as the machine was too busy: ${report.unchecked}`,
    `  answers: ${Object.entries(answers)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
    `  stored as sent: ${report.stored}, of them in the spool: ${report.spooled}`,
    `  ${report.rotations} rotations, ${report.secretReads} reads of secrets, ${report.logLines} lines of log`,
    `  ${violations.length} violations`,
    ...violationsByKind(violations),
  ].join('\n');
}

/** Renders each kind of violation once, with its count and first request. */
function violationsByKind(violations: readonly Violation[]): readonly string[] {
  const found = new Map<string, number[]>();
  for (const { after, endpoint, share = '', kind = '', what } of violations) {
    const name = [endpoint, share, kind, what].filter(Boolean).join(': ');
    found.set(name, [...(found.get(name) ?? []), after]);
  }
  return [...found].map(
    ([name, numbers]) => `    ${name} (${numbers.length} times, first at ${Math.min(...numbers)})`,
  );
}
