/** What was found in the stack afterwards: the other side of the account. */
export interface Observation {
  readonly records: readonly FoundRecord[];
  readonly events: readonly FoundEvent[];
  readonly bundles: readonly FoundBundle[];
  /** Keys below `documents/` that belong to no bundle: a run that was broken off left them. */
  readonly strayFiles: readonly string[];
  readonly spool: readonly FoundWebhook[];
  readonly deadLetters: readonly DeadLetter[];
}

/** A webhook, wherever it lies. */
export interface FoundWebhook {
  readonly key: string;
  readonly endpoint: string;
  /** Hex, of its body as it came, as the verifier noted it. */
  readonly sha256: string;
}

/** A record of the archive bucket. */
export interface FoundRecord extends FoundWebhook {
  readonly eventId: string;
  /** Hex, of the body that is kept. */
  readonly storedSha256: string;
}

/** An event that was heard; one that came twice is there twice. */
export interface FoundEvent {
  readonly id: string;
  readonly type: string;
  readonly endpoint: string;
  readonly envelopeId?: string;
  readonly recordKey?: string;
  readonly manifestKey?: string;
}

/** A folder of the archive that has a manifest. */
export interface FoundBundle {
  readonly endpoint: string;
  readonly envelopeId: string;
  readonly manifestKey: string;
  /** What is wrong with it, compared with its own manifest and with what the provider served. */
  readonly faults: readonly string[];
}

/** What a message in a dead-letter queue is about. */
export type DeadLetter =
  | { readonly kind: 'webhook'; readonly endpoint: string; readonly sha256: string }
  | { readonly kind: 'archive-job'; readonly endpoint: string; readonly envelopeId: string }
  /** Whose work is done already: what it points to in the spool is gone; or a sweep, which the next one repeats. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable'; readonly queue: string };
