import type { Narrator } from './narrator';

/** How the story is told. */
export interface Telling {
  /** One for each provider. */
  readonly endpoints: readonly string[];
  /** Seconds to wait for the archive. */
  readonly patience: number;
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
}
