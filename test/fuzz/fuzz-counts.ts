import type { FuzzCase, Share } from './fuzz-case';
import type { Violation } from './fuzz-report';
import type { GenuineSent } from './stored-fault';

/** The counts and findings of a running fuzz. */
export interface FuzzCounts {
  asked: number;
  rightForgeries: number;
  unchecked: number;
  rotations: number;
  logLines: number;
  readonly kinds: Record<Share, Record<string, number>>;
  readonly answers: Record<string, number>;
  readonly genuine: GenuineSent[];
  readonly violations: Violation[];
}

export function newCounts(): FuzzCounts {
  return {
    asked: 0,
    rightForgeries: 0,
    unchecked: 0,
    rotations: 0,
    logLines: 0,
    kinds: { genuine: {}, 'right-proof': {}, 'no-proof': {}, 'odd-event': {} },
    answers: {},
    genuine: [],
    violations: [],
  };
}

/** Counts a new request and returns its number. */
export function countCase(counts: FuzzCounts, { share, kind }: FuzzCase): number {
  counts.kinds[share][kind] = (counts.kinds[share][kind] ?? 0) + 1;
  return ++counts.asked;
}

export function countAnswer(counts: FuzzCounts, answer: string): void {
  counts.answers[answer] = (counts.answers[answer] ?? 0) + 1;
}

/**
 * Matches text that may come from a request. Every body and most headers contain a canary. Every secret, token and MAC is
 * a longer run of letters and digits than our own words.
 */
const suspicious = /canary|[A-Za-z0-9+/]{27,}/i;

/** Counts a line of the log, and returns forbidden text in it. */
export function lineFault(counts: FuzzCounts, line: string): string | undefined {
  counts.logLines++;
  return suspicious.exec(line)?.[0];
}
