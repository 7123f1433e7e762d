import type { SigningEventType } from '../../contracts/signing-event';
import type { HmacAlgorithm } from '../../kit/hash';
import type { JsonObject } from '../../kit/json';

/** What a sample webhook is about. */
export interface SampleFacts {
  /** The id of the test envelope, or of the test template. */
  readonly envelopeId: string;
  /** The full address that it is sent to. Some providers repeat it in the body. */
  readonly address: string;
  /** The time when the sample happens. */
  readonly now: Date;
  /** Returns a new UUID. */
  readonly newId: () => string;
}

/** How a sample webhook proves its sender. */
export interface SampleProof {
  /** The full address of the endpoint, with its token if it has one. */
  readonly address: string;
  /** The value of the endpoint's webhook secret. */
  readonly secret: string;
  /**
   * The address as it is registered at the provider, where the proof covers it.
   *
   * @default address
   */
  readonly registeredUrl?: string | undefined;
  /**
   * The algorithm of the proof, where the provider has several.
   *
   * @default 'sha256'
   */
  readonly signatureAlgorithm?: HmacAlgorithm | undefined;
}

/** The types of events that a webhook can bring. The archiver's own come from no webhook. */
export type WebhookEventType = Exclude<SigningEventType, 'envelope.archived' | 'envelope.archive-failed'>;

/** Makes one provider's webhooks, in the form in which the provider sends them. */
export interface SampleWebhooks {
  /** Makes the body, for each type of event that this provider can send. */
  readonly bodies: Readonly<Partial<Record<WebhookEventType, (facts: SampleFacts) => JsonObject>>>;
  /** Makes the headers, with the proof unless the address is the proof. */
  readonly headers: (body: Uint8Array, proof: SampleProof) => Readonly<Record<string, string>>;
}

/** Returns a new id of 24 hex digits, as MongoDB makes them. */
export function newHexId({ newId }: Pick<SampleFacts, 'newId'>): string {
  return newId().replaceAll('-', '').slice(0, 24);
}
