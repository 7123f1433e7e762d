import type { EventFacts, ArchiveFacts } from './event-facts';
import type { WatchedCall } from './watched-call';

/** What the stack holds afterwards: the second side of the account. */
export interface Observation {
  readonly records: readonly FoundRecord[];
  /** The duplicates that are stored besides the record of their event, since their content differs. */
  readonly storedDuplicates: readonly FoundRecord[];
  readonly events: readonly FoundEvent[];
  readonly bundles: readonly FoundBundle[];
  /** The keys below `documents/` that belong to no bundle: an interrupted run left them. */
  readonly strayFiles: readonly string[];
  readonly spool: readonly FoundWebhook[];
  readonly deadLetters: readonly DeadLetter[];
  /** The calls that the functions have made so far, as AWS carried them out. */
  readonly calls: readonly WatchedCall[];
}

/** A webhook in the archive bucket, the spool or a dead-letter queue. */
export interface FoundWebhook {
  readonly key: string;
  readonly endpoint: string;
  readonly deliveryId: string;
  /** The hex digest of the body as received, according to the verifier. */
  readonly sha256: string;
}

/** A record in the archive bucket. */
export interface FoundRecord extends FoundWebhook {
  readonly eventId: string;
  readonly receivedAt: string;
  /** The hex digest of the stored body. */
  readonly storedSha256: string;
}

/** An event that was received. An event that came twice is listed twice. */
export interface FoundEvent {
  readonly id: string;
  readonly type: string;
  readonly endpoint: string;
  readonly envelopeId?: string;
  readonly recordKey?: string;
  readonly manifestKey?: string;
  readonly facts: EventFacts;
}

/** A folder of the archive that has a manifest. */
export interface FoundBundle {
  readonly endpoint: string;
  readonly envelopeId: string;
  readonly manifestKey: string;
  /** The differences to its own manifest and to the provider's files. */
  readonly faults: readonly string[];
  /** What `envelope.archived` must say, by the bytes in the bucket. */
  readonly announces: ArchiveFacts;
}

/** The subject of a message in a dead-letter queue. */
export type DeadLetter =
  | {
      readonly kind: 'webhook';
      readonly endpoint: string;
      readonly deliveryId: string;
      readonly sha256: string;
    }
  | { readonly kind: 'archive-job'; readonly endpoint: string; readonly envelopeId: string }
  /** A page of a pass, or the start of passes: the next pass repeats it. */
  | { readonly kind: 'pass' }
  /** No work is left: its object in the spool is gone, or it is a sweep, which the next sweep repeats. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unreadable'; readonly queue: string };
