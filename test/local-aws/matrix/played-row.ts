import type { RowEnvelope } from './row-envelope';

/** What must have come of a row's envelope: the whole promise, or what stands in its place where it was given up. */
export type Promised = 'archived' | 'given-up';

/** A row that was played: what is to be looked at when everything has come to rest. */
export interface PlayedRow extends RowEnvelope {
  readonly promised: Promised;
  /** What was not as the row says, so far. */
  readonly problems: readonly string[];
}
