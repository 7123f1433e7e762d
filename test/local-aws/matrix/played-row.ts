import type { RowEnvelope } from './row-envelope';

/** The expected end of a row's envelope. */
export type Promised = 'archived' | 'given-up';

/** A row that was played, to be checked when the queues are empty. */
export interface PlayedRow extends RowEnvelope {
  readonly promised: Promised;
  /** The number of stored duplicates that differ from their event's record. */
  readonly duplicates: number;
  /** The problems so far. */
  readonly problems: readonly string[];
}
