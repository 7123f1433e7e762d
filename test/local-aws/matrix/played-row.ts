import type { RowEnvelope } from './row-envelope';

/** The expected end of a row's envelope. `incomplete`: given up, with a list of what is there and what is missing. */
export type Promised = 'archived' | 'given-up' | 'incomplete';

/** A row that was played, to be checked when the queues are empty. */
export interface PlayedRow extends RowEnvelope {
  readonly promised: Promised;
  /** The number of stored duplicates that differ from their event's record. */
  readonly duplicates: number;
  /** The problems so far. */
  readonly problems: readonly string[];
}
