import type { ArmedFault } from '../faults/fault-layer';
import type { AwsRow } from './matrix-row';
import type { MatrixWorld } from './matrix-world';
import type { RowEnvelope } from './row-envelope';

/** The expected end of a row's envelope. `incomplete`: given up, with a list of what is there and what is missing. */
export type Promised = 'archived' | 'given-up' | 'incomplete';

/** A row that was played, to be checked when the queues are empty. */
export interface PlayedRow extends RowEnvelope {
  readonly promised: Promised;
  /** Whether a pass found it: no record reports its completion. */
  readonly isFound?: boolean;
  /** The number of stored duplicates that differ from their event's record. */
  readonly duplicates: number;
  /** The problems so far. */
  readonly problems: readonly string[];
}

/** A scenario that was played: the armed fault, and the statuses of the answers in order. */
export interface PlayedScenario {
  readonly armed: ArmedFault;
  readonly statuses: readonly number[];
}

/** Plays a scenario. */
export type Play = (world: MatrixWorld, row: AwsRow, one: RowEnvelope) => Promise<PlayedScenario>;
