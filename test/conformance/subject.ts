import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { SigningEventType } from '../../lambda/contracts/signing-event';
import type { JsonValue } from '../../lambda/kit/json';
import type { ReadEvent } from '../../lambda/providers/provider';

/** A JSON object, of a webhook or of an answer of the API. */
export type Json = Readonly<Record<string, unknown>>;

/** What one provider must show to pass: taken from its facts, not from our code. */
export interface ConformanceSubject {
  readonly switches: Switches;
  readonly proof: Proof;
  readonly events: EventSubject;
  /** One for each way of asking the API. */
  readonly revisions: readonly RevisionSubject[];
}

/** In what providers differ, by name. */
export interface Switches {
  /** The proof covers the body: a changed body is refused. */
  readonly signsBody: boolean;
  /** The body has an id of the event, and it alone tells one event from another. */
  readonly hasEventId: boolean;
  /** The sender without a secret sends the header all the same, empty. */
  readonly emptySecretHeader: boolean;
  /** We or the user choose the secret, so that short ones count for nothing. */
  readonly secretIsOurs: boolean;
  /** The body repeats the address, and with it its token. */
  readonly repeatsAddress: boolean;
}

/** How a request of the sender proves itself. */
export interface Proof {
  /** What the verifier is configured with. */
  readonly options: unknown;
  readonly authenticity: Authenticity;
  /** The header that carries the proof, as the sender writes it; absent where the address does. */
  readonly header?: string;
  /** The genuine request. */
  readonly sign: (secret: string, body: Buffer) => SignedRequest;
}

export interface SignedRequest {
  /** As the sender writes their names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly urlToken?: string;
}

/** A provider's events, row by row. */
export interface EventSubject {
  readonly rows: readonly EventRow[];
  /** Bodies that tell the same event, and how they differ. */
  readonly same: readonly (readonly [how: string, one: Json, other: Json])[];
  /** Bodies that tell different events, and how they differ. */
  readonly different: readonly (readonly [how: string, one: Json, other: Json])[];
  /** Genuine, and of a kind that no page names. */
  readonly unknown: Json;
  /** What stands in bodies and must be in no event: signing tokens, images, values. */
  readonly secrets: readonly string[];
}

export interface EventRow {
  readonly name: string;
  readonly body: Json;
  readonly type: SigningEventType;
  readonly key: JsonValue;
  /** What else the event says, as far as the facts decide it. */
  readonly said?: Partial<Omit<ReadEvent, 'type' | 'key'>>;
  /** What it must say nothing of. */
  readonly silent?: readonly (keyof ReadEvent)[];
}

/** What an API answers for one envelope, and when that makes a new revision. */
export interface RevisionSubject {
  readonly name: string;
  readonly options: unknown;
  readonly envelopeId: string;
  /** What the API knows: complete. */
  readonly state: Json;
  /** The provider's API: undefined is a 404. */
  readonly answer: (state: Json, request: ApiRequest) => ApiAnswer | undefined;
  readonly revision: JsonValue;
  readonly incomplete: readonly (readonly [what: string, state: Json])[];
  /** Changes that make no new revision, and are complete all the same. */
  readonly same: readonly (readonly [what: string, state: Json])[];
  /** Changes that do. */
  readonly other: readonly (readonly [what: string, state: Json])[];
}

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Parsed; undefined where there is none. */
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly json: unknown;
}
