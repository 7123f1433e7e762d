import type * as fc from 'fast-check';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { SigningEventType } from '../../lambda/contracts/signing-event';
import type { JsonValue } from '../../lambda/kit/json';
import type { WebhookEvent } from '../../lambda/providers/provider';

/** A JSON object: the body of a webhook, or an answer of the API. */
export type Json = Readonly<Record<string, unknown>>;

/** One provider's facts, from which the suite makes its tests. They come from the provider, not from our code. */
export interface ConformanceSubject {
  readonly switches: Switches;
  readonly proof: Proof;
  readonly events: EventSubject;
  readonly deliveries: DeliverySubject;
  /** One for each way of asking the API. */
  readonly revisions: readonly RevisionSubject[];
  /** Tests of what only this provider does: run with the suite. */
  readonly additionalTests?: () => void;
}

/** Named differences between providers. */
export interface Switches {
  /** The proof covers the body: a changed body is refused. */
  readonly signsBody: boolean;
  /** A sender without a secret still sends the header, empty. */
  readonly emptySecretHeader: boolean;
  /** We or the user choose the secret, so short ones are ignored. */
  readonly secretIsOurs: boolean;
}

/** How the provider's requests prove their sender. */
export interface Proof {
  /** The verifier's options. */
  readonly options: unknown;
  readonly authenticity: Authenticity;
  /** The header that carries the proof, as the sender writes it; absent if the address carries it. */
  readonly header?: string;
  /** The headers that are stored as evidence, in lower case. */
  readonly evidenceHeaders: readonly string[];
  /** Makes the genuine request. */
  readonly sign: (secret: string, body: Buffer) => SignedRequest;
}

export interface SignedRequest {
  /** By their names as the sender writes them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly urlToken?: string;
}

/** A provider's events, row by row. */
export interface EventSubject {
  readonly rows: readonly EventRow[];
  /** Pairs of bodies of one event, and how they differ. */
  readonly same: readonly (readonly [how: string, one: Json, other: Json])[];
  /** Pairs of bodies of two events, and how they differ. */
  readonly different: readonly (readonly [how: string, one: Json, other: Json])[];
  /** The same pairs, generated: with values that nobody thought of. */
  readonly generated: {
    readonly same: fc.Arbitrary<BodyPair>;
    readonly different: fc.Arbitrary<BodyPair>;
  };
  /** A genuine body of a kind that the provider does not document. */
  readonly unknown: Json;
  /** Values in bodies that no event may have: signing tokens, images, field values. */
  readonly secrets: readonly string[];
}

/** Which deliveries of one event say the same. */
export interface DeliverySubject {
  readonly bodies: readonly Json[];
  /** The paths of the fields that belong to the attempt: `document.updatedAt`. */
  readonly attemptFields: readonly string[];
  /** Pairs of bodies that the provider sends for one event, and why. */
  readonly sentTwice: readonly (readonly [why: string, one: Json, other: Json])[];
}

export type BodyPair = readonly [one: Json, other: Json];

export interface EventRow {
  readonly name: string;
  readonly body: Json;
  readonly type: SigningEventType;
  readonly key: JsonValue;
  /** Other fields of the event, as far as the facts decide them. */
  readonly fields?: Partial<Omit<WebhookEvent, 'type' | 'key'>>;
  /** Fields that the event must not have. */
  readonly absent?: readonly (keyof WebhookEvent)[];
}

/** The API's answers for one envelope, and which changes make a new revision. */
export interface RevisionSubject {
  readonly name: string;
  readonly options: unknown;
  readonly envelopeId: string;
  /** The state of a complete envelope in the API. */
  readonly state: Json;
  /** The provider's API: `undefined` is a 404. */
  readonly answer: (state: Json, request: ApiRequest) => ApiAnswer | undefined;
  readonly revision: JsonValue;
  readonly incomplete: readonly (readonly [what: string, state: Json])[];
  /** Changes after which the envelope is complete and has the same revision. */
  readonly same: readonly (readonly [what: string, state: Json])[];
  /** Changes that make another revision. */
  readonly other: readonly (readonly [what: string, state: Json])[];
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Parsed; `undefined` without a body. */
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
}
