import type { Share } from './fuzz-case';

/** Something that must not be. */
export interface Violation {
  /** The request's number in the run, or how many there had been. */
  readonly after: number;
  readonly endpoint: string;
  readonly share?: Share;
  readonly kind?: string;
  readonly what: string;
}

/** What a run found, in numbers. */
export interface FuzzReport {
  readonly seed: number;
  readonly seconds: number;
  /** Requests by share, and within each by kind. */
  readonly kinds: Readonly<Record<Share, Readonly<Record<string, number>>>>;
  /** Requests that were refused although something about their proof was right. */
  readonly rightForgeries: number;
  readonly requests: number;
  /** Those that a busy machine never came to check. */
  readonly unchecked: number;
  /** By the status of the answer, with its try: a 503 of a busy machine is sent again, as a provider does. */
  readonly answers: Readonly<Record<string, number>>;
  readonly stored: number;
  readonly spooled: number;
  readonly rotations: number;
  readonly secretReads: number;
  readonly logLines: number;
  readonly violations: readonly Violation[];
}

/** The report, as it is printed. */
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
    `  never checked, for the machine was too busy: ${report.unchecked}`,
    `  answers: ${Object.entries(answers)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
    `  stored as sent: ${report.stored}, of them in the spool: ${report.spooled}`,
    `  ${report.rotations} rotations, ${report.secretReads} reads of secrets, ${report.logLines} lines of log`,
    `  ${violations.length} violations`,
    ...violationsByKind(violations),
  ].join('\n');
}

/** Each kind once, with how often it came and when first. */
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
