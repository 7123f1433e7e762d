import type { FuzzCase, Share } from './fuzz-case';
import type { Violation } from './fuzz-report';
import type { GenuineSent } from './stored-fault';

/** What is counted while the fuzz runs. */
export interface Tally {
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

export function newTally(): Tally {
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

/** Counts a request that is sent for the first time, and gives its number. */
export function countCase(tally: Tally, { share, kind }: FuzzCase): number {
  tally.kinds[share][kind] = (tally.kinds[share][kind] ?? 0) + 1;
  return ++tally.asked;
}

export function countAnswer(tally: Tally, answer: string): void {
  tally.answers[answer] = (tally.answers[answer] ?? 0) + 1;
}

/**
 * A line of the log that may have come from a request: every body, and most headers, have a canary in them, and every
 * secret, token and MAC is a longer run of letters and digits than any word of ours.
 */
const suspicious = /canary|[A-Za-z0-9+/]{27,}/i;

/** Counts a line of the log, and gives what must not be in it. */
export function lineFault(tally: Tally, line: string): string | undefined {
  tally.logLines++;
  return suspicious.exec(line)?.[0];
}
