import type { Narrator } from './narrator';

/** How the story is told. */
export interface Telling {
  readonly endpoint: string;
  /** Seconds to wait for the archive. */
  readonly patience: number;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
}
