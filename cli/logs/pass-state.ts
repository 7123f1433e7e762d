import { logMessages } from '../../lambda/contracts/log-messages';
import type { PassCounts } from '../../lambda/contracts/reconcile-message';
import type { LogLine } from './log-line';

/** How far a pass is, as its log says. */
export interface PassState {
  readonly counts: Omit<PassCounts, 'missed'>;
  /** The envelopes that it has ordered, as far as the log has named them. */
  readonly orderedIds: ReadonlySet<string>;
  /** Why it waits for the provider, if it does. */
  readonly waitsFor?: string | undefined;
  /** Absent while the pass goes on. */
  readonly end?: PassEnding;
}

/** How a pass ended. */
export interface PassEnding {
  /** `finished`, `unfinished` or `refused`. */
  readonly outcome: string;
  readonly reason?: string | undefined;
  /** Whether the provider's list changed in a way that may have hidden an envelope. */
  readonly mayHaveSkipped: boolean;
}

/** A pass that has logged nothing. */
export const newPass: PassState = {
  counts: { found: 0, there: 0, waiting: 0, ordered: 0 },
  orderedIds: new Set(),
};

/** Returns the state of a pass after these lines of its log. */
export function passAfter(state: PassState, passId: string, lines: readonly LogLine[]): PassState {
  const own = lines.filter((line) => line.passId === passId);
  const ids = own.flatMap(({ message, envelopeId }) =>
    message === logMessages.archivingOrdered && envelopeId !== undefined ? [envelopeId] : [],
  );
  return { ...own.reduce(afterLine, state), orderedIds: new Set([...state.orderedIds, ...ids]) };
}

function afterLine(state: PassState, line: LogLine): PassState {
  switch (line.message) {
    case logMessages.passHasToWait:
      return { ...state, waitsFor: line.reason };
    case logMessages.passGoesOn:
      return { ...state, waitsFor: undefined, counts: grown(state, line) };
    case logMessages.passEnded: {
      const { outcome = '', reason, mayHaveSkipped = false } = line;
      return {
        ...state,
        waitsFor: undefined,
        counts: grown(state, line),
        end: { outcome, reason, mayHaveSkipped },
      };
    }
    default:
      return state;
  }
}

/** Counts only grow. A line that comes late has smaller ones. */
function grown({ counts }: PassState, line: LogLine): PassState['counts'] {
  return {
    found: Math.max(counts.found, line.found ?? 0),
    there: Math.max(counts.there, line.there ?? 0),
    waiting: Math.max(counts.waiting, line.waiting ?? 0),
    ordered: Math.max(counts.ordered, line.ordered ?? 0),
  };
}
