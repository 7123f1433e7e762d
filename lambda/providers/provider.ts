import type { AbsentFile } from '../contracts/archive-manifest';
import type { FileRole } from '../contracts/archived-file';
import type { SigningEvent } from '../contracts/signing-event';
import type { DrawingPlan } from '../contracts/drawing-plan';
import type { Authenticity } from '../contracts/authenticity';
import type { JsonObject, JsonValue } from '../kit/json';
import type { SecretForm } from '../kit/secret-form';
import type { SecretValue } from '../kit/secret-value';
import type { Verdict } from '../proof/verdict';
import type { ApiKeySource } from '../provider-http/with-api-key';

/** A request as it came over the wire: header names in lower case, the body's exact bytes. */
export interface ReceivedRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
  /** The last segment of the address; absent at endpoints whose address has no token. */
  readonly urlToken?: string;
}

/** Decides whether a request is genuine. Pure: it has no clock, no network and no state. Never throws because of a request. */
export interface WebhookVerifier {
  /** The headers that are stored with the request as evidence, in lower case. None of them holds a secret. */
  readonly evidenceHeaders: readonly string[];
  /** Whether the proof covers the body. If not, the body may contain our own secret, which is struck out before it is stored. */
  readonly signsBody: boolean;
  /** The form of the endpoint's secret. A value of another form counts as not set. */
  readonly secretForm: SecretForm;
  /** Reads the endpoint's options from its environment. Throws if they are not what this provider needs. */
  readonly configure: (
    options: unknown,
  ) => (request: ReceivedRequest, secrets: readonly SecretValue[]) => Verdict;
}

/** An event as the provider's webhook describes it. The publisher adds the facts of the delivery. */
export interface WebhookEvent extends Pick<
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
  /** The provider's own name for the event; absent if the body does not have it. */
  readonly providerEvent?: string;
  /** The values that identify the event: equal in all redeliveries, different from those of every other event. */
  readonly key: JsonValue;
}

/** Reads the body of a genuine webhook. Never throws: an unreadable body becomes a `provider.event` with a `problem`. */
export type EventReader = (body: Uint8Array) => WebhookEvent;

/** What the publisher knows about a provider's deliveries, besides how to read them. */
export interface DeliveryFacts {
  /** The schemes by which a webhook of this provider can prove its sender. */
  readonly authenticities: readonly Authenticity[];
  /**
   * Returns a body without the fields that belong to the attempt, for comparing two deliveries of one event. Retries, and
   * what the provider sends twice by design, are equal in it. Pure; never throws.
   */
  readonly content: (body: JsonObject) => unknown;
}

/** A file that the API offers for an envelope. */
export interface ListedFile {
  readonly role: FileRole;
  /** The path inside the bundle: made of our own words and checked ids only. */
  readonly name: string;
  readonly documentId?: string;
  /** The provider's name for the file: data, never part of a key. */
  readonly title?: string;
  /** `if-any`: a 404 means that the envelope has no such file. */
  readonly presence: 'required' | 'if-any';
  /** The archiver checks that a `pdf` is whole. The API itself checks `json`, before it returns the first byte. */
  readonly format: 'pdf' | 'json';
  /**
   * A hash of the content that the file must have, if the envelope's state has it. The API compares it before it returns the first
   * byte, and throws `changed-meanwhile`. A bundle's folder is written once: content that changed and changed back would
   * leave wrong bytes there.
   */
  readonly content?: string;
  /** The file may be a PDF Portfolio: then the PDFs inside it are archived beside it. */
  readonly mayBePortfolio?: true;
}

/** The state of an envelope, as the API answers it now. */
export interface EnvelopeState {
  /** The envelope's own id, if the API was asked by another one (`legacyId`). The bundle and the downloads use this id. */
  readonly id?: string;
  readonly legacyId?: string;
  readonly complete: boolean;
  /** The provider's word for the state. */
  readonly status: string;
  readonly title?: string;
  /** The values that identify the executed content: their hash is the bundle's revision. */
  readonly revision: JsonValue;
  readonly files: readonly ListedFile[];
  /** The files that such an envelope should have and the API never offers. */
  readonly absent?: readonly AbsentFile[];
}

/**
 * One provider's API for one endpoint.
 *
 * Its methods throw `ProviderApiError` if a retry can help, and `PermanentFailure` if none can: `lambda/archive/process-job.ts`
 * tells them apart. Any other error is an AWS fault, such as a secret that cannot be read, and SQS retries the message.
 */
export interface EnvelopeApi {
  readonly getEnvelope: (envelopeId: string, signal: AbortSignal) => Promise<EnvelopeState>;
  /** Returns the bytes of a file as they arrive. Throws in the middle if the answer is cut off. */
  readonly download: (
    envelopeId: string,
    file: ListedFile,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<Uint8Array>>;
}

/** The dependencies of an API. */
export interface EnvelopeApiDeps extends ApiKeySource {
  readonly fetch: typeof fetch;
}

/** Makes an API from the endpoint's options in the environment. Throws if they are not what this provider needs. */
export type EnvelopeApiFactory = (options: unknown, deps: EnvelopeApiDeps) => EnvelopeApi;

/**
 * Asks a provider's API one small question that needs the API key and changes nothing.
 *
 * @throws ProviderApiError `unauthorized` if the key is refused, or why the API could not be asked
 */
export type AskAccess = (signal: AbortSignal) => Promise<void>;

/** Makes the question from the endpoint's options in the environment. Throws if they are not what this provider needs. */
export type AskAccessFactory = (options: unknown, deps: EnvelopeApiDeps) => AskAccess;

/** How to draw the executed document of a provider that never makes one, from files in the archive. Pure. */
export interface DocumentDrawing {
  /** The name of the file to draw on, as in `ListedFile`. */
  readonly original: string;
  /** The names of the files that the plan is read from. */
  readonly sources: readonly string[];
  /** The path of the drawn file inside the bundle. */
  readonly name: string;
  /** Reads the plan from the sources' bytes, in their order; `undefined` if they do not have one. */
  readonly plan: (sources: readonly Uint8Array[]) => DrawingPlan | undefined;
}

/** The steps of a person who registers an endpoint's address at the provider. The CLI prints them. */
export interface RegistrationGuide {
  /** The provider's name for itself. */
  readonly title: string;
  /** One line for each step, in order. `{address}` stands for the address. */
  readonly steps: readonly string[];
}
