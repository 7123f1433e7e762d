import type { AbsentFile } from '../contracts/archive-manifest';
import type { FileRole } from '../contracts/archived-file';
import type { SigningEvent } from '../contracts/signing-event';
import type { DrawingPlan } from '../contracts/drawing-plan';
import type { JsonValue } from '../kit/json';
import type { SecretValue } from '../kit/secret-value';
import type { Verdict } from '../proof/verdict';
import type { ApiKeySource } from '../provider-http/with-api-key';

/** A request as it came over the wire: header names in lower case, the body's exact bytes. */
export interface ReceivedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** What stood in the address in the token's place; absent at addresses that have none. */
  readonly urlToken?: string;
}

/** Decides whether a request is genuine. Pure; never throws over what a stranger sent. */
export interface WebhookVerifier {
  /** Headers that are kept with the request as evidence, in lower case; no secret is among them. */
  readonly evidenceHeaders: readonly string[];
  /** Whether the request's proof covers its body: otherwise our own secret may stand in it, and is struck out before it is stored. */
  readonly signsBody: boolean;
  /** Shorter secrets count for nothing: 16 where we or the user choose the value, 1 where the provider does. */
  readonly minimumSecretLength: number;
  /** Reads the endpoint's options from its environment; throws when they are not what this provider needs. */
  readonly configure: (
    options: unknown,
  ) => (request: ReceivedRequest, secrets: readonly SecretValue[]) => Verdict;
}

/** What a provider's webhook says, in our words, before the room adds what it knows of the delivery. */
export interface ReadEvent extends Pick<
  SigningEvent,
  | 'type'
  | 'occurredAt'
  | 'envelope'
  | 'document'
  | 'recipient'
  | 'recipients'
  | 'progress'
  | 'problem'
  | 'test'
> {
  /** The provider's own name for the event; absent where the body does not say. */
  readonly providerEvent?: string;
  /** What is stable across redeliveries of this event and different from every other event. */
  readonly key: JsonValue;
}

/** Reads a genuine body. Never throws: what it cannot read is a `provider.event` with a `problem`. */
export type EventReader = (body: Uint8Array) => ReadEvent;

/** A file that the API offers for an envelope. */
export interface ListedFile {
  readonly role: FileRole;
  /** Where it lies inside the bundle: made of our words and checked ids only. */
  readonly name: string;
  readonly documentId?: string;
  /** The provider's name for it: data, never part of a key. */
  readonly title?: string;
  /** `if-any`: a 404 means that there is none. */
  readonly presence: 'required' | 'if-any';
  /** `pdf` is checked to be a whole one; JSON is for the API to check, before it gives its first byte. */
  readonly format: 'pdf' | 'json';
  /**
   * What the file has to say, as a hash, where the reading tells: the API compares it before it gives the first byte, and
   * throws `changed-meanwhile`. A folder is filled once; what changes and changes back would leave strange bytes in it.
   */
  readonly content?: string;
  /** It may be a PDF Portfolio: the PDFs inside it are archived beside it. */
  readonly mayBePortfolio?: true;
}

/** What the API says of an envelope now. */
export interface EnvelopeState {
  /** The envelope's own id, where it may be asked for by another one (`legacyId`): the bundle's and the downloads'. */
  readonly id?: string;
  readonly legacyId?: string;
  readonly complete: boolean;
  /** The provider's word for the state. */
  readonly status: string;
  readonly title?: string;
  /** What identifies the executed content: hashed into the bundle's revision. */
  readonly revision: JsonValue;
  readonly files: readonly ListedFile[];
  /** What belongs to such an envelope and its API never offers. */
  readonly absent?: readonly AbsentFile[];
}

/** One provider's API for one endpoint. Every method throws `ProviderApiError`. */
export interface EnvelopeApi {
  readonly getEnvelope: (envelopeId: string, signal: AbortSignal) => Promise<EnvelopeState>;
  /** The bytes of a file, as they arrive. Ends with an error when the answer is cut off. */
  readonly download: (
    envelopeId: string,
    file: ListedFile,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<Uint8Array>>;
}

/** What an API needs from outside. */
export interface EnvelopeApiDeps extends ApiKeySource {
  readonly fetch: typeof fetch;
}

/** How a document is drawn that the provider itself never makes, from files that the archive has. Pure. */
export interface DocumentDrawing {
  /** The bundle's file that is drawn on, by its name as `ListedFile` has it. */
  readonly original: string;
  /** The files that say what is drawn. */
  readonly sources: readonly string[];
  /** Where the drawn one lies in the bundle. */
  readonly name: string;
  /** What is to be drawn, from the bytes of the sources in their order; `undefined` where they do not say it. */
  readonly plan: (sources: readonly Uint8Array[]) => DrawingPlan | undefined;
}

/** What a person does at the provider with an endpoint's address: shown by the CLI. */
export interface RegistrationGuide {
  /** What the provider calls itself. */
  readonly title: string;
  /** One line each, in the order in which they are done; `{address}` stands where the address goes. */
  readonly steps: readonly string[];
}

/** Makes an API from the endpoint's options in the environment; throws when they are not what this provider needs. */
export type EnvelopeApiFactory = (options: unknown, context: EnvelopeApiDeps) => EnvelopeApi;
