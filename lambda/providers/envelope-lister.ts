import type { JsonValue } from '../kit/json';
import type { EnvelopeApiDeps } from './provider';

/**
 * A completed envelope, as a provider's list has it. It only nominates the envelope: the archiver asks for its state before it
 * archives anything.
 */
export interface CompletedEnvelope {
  /** The envelope's own id, which its bundles and downloads have. */
  readonly id: string;
  /** The provider's older id of the envelope, if it has two: the folder of its records. */
  readonly legacyId?: string;
  /** The provider's name of the envelope: a person's text, never part of a key. */
  readonly title?: string;
  /** The sender's own references, if the list has them. */
  readonly externalIds?: readonly string[];
  /** The time when the envelope was made, in ISO 8601, if the list has it. */
  readonly createdAt?: string;
  /** The time of completion, in ISO 8601, if the list has it. */
  readonly completedAt?: string;
  /** The time of any last change, in ISO 8601, if the list has it. It counts where `completedAt` is missing. */
  readonly updatedAt?: string;
  /**
   * The key of the event that the webhook of this completion has (`WebhookEvent.key`), if the list has all its parts.
   * Then the event has one id, whoever publishes it.
   */
  readonly completionKey?: JsonValue;
}

/** One page of a provider's list. */
export interface EnvelopePage {
  /** The completed envelopes on it, each with an id that can be part of a key. Others are left out. */
  readonly envelopes: readonly CompletedEnvelope[];
  /** What the next page is asked with; absent after the last page. Small: it travels in a message. */
  readonly next?: JsonValue;
  /** The number of completed envelopes that the page names and that are left out: their id cannot be part of a key. */
  readonly unusable?: number;
  /** Whether the list changed between two pages so that an envelope may be on neither. The next pass then checks again. */
  readonly mayHaveSkipped?: true;
}

/** The question for one page. */
export interface ListQuery {
  /** The `next` of the page before; absent for the first page. */
  readonly cursor?: JsonValue;
  /** Only envelopes that were made since then are wanted. Given only if the provider's list can be cut there. */
  readonly createdSince?: Date;
}

/** The list of completed envelopes at one endpoint's provider. */
export interface EnvelopeLister {
  /**
   * Asks for one page. Safe to repeat: the same cursor goes on from the same place, as far as the provider's list allows it.
   *
   * @throws ProviderApiError if a retry can help, PermanentFailure if none can
   */
  readonly listCompleted: (query: ListQuery, signal: AbortSignal) => Promise<EnvelopePage>;
}

/** What a provider can list. */
export interface EnvelopeListing {
  /** Whether the list comes newest first by the time when envelopes were made, so that it can be cut (`createdSince`). */
  readonly cutsRecent: boolean;
  /** Makes the lister from the endpoint's options in the environment. Throws if they are not what this provider needs. */
  readonly makeLister: (options: unknown, deps: EnvelopeApiDeps) => EnvelopeLister;
}
