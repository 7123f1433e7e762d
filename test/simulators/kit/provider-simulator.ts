import type { FileRole } from '../../../lambda/contracts/archived-file';
import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { Faults } from './faults';
import type { HookStore } from './registered-hooks';
import type { SeenRequest } from './route-server';

/** The common interface of simulated providers, for tests and the demo. */
export interface ProviderSimulator {
  readonly provider: ProviderId;
  /** The address of the API for a stack. */
  readonly apiUrl: string;
  /** The valid API key. */
  readonly apiKey: string;
  /** Adds an envelope that was sent and that nobody has signed. */
  readonly addEnvelope: (options?: EnvelopeOptions) => Promise<SimulatedEnvelope>;
  /** Makes the provider's request for a webhook. Each call is another delivery. */
  readonly delivery: (webhook: SimulatedWebhook, target: WebhookTarget) => WebhookDelivery;
  readonly faults: Faults;
  /** Calls a function before each answer of the list of envelopes: so a test changes the list between two pages. */
  readonly onList?: (change: (answerNumber: number) => void) => void;
  /** The webhooks that its API lists. Absent if it lists none. */
  readonly hooks?: Pick<HookStore, 'all' | 'remove'>;
  /** All requests so far, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Stops at once and cuts open connections. */
  readonly close: () => Promise<void>;
}

export interface EnvelopeOptions {
  readonly title?: string;
  /** The time when it was made; now by default. */
  readonly createdAt?: Date;
}

/** An envelope at the provider. */
export interface SimulatedEnvelope {
  /** The id in the provider's API and its newest webhooks. */
  readonly id: string;
  /** The id in webhooks, if it differs. */
  readonly reportedAs?: string;
  /** All ids of it and its parts that requests to the API or the file storage can contain. */
  readonly ids: readonly string[];
  readonly title: string;
  /** Signs for everybody: the API reports it as complete from now on, and as completed at this time (now by default). */
  readonly complete: (at?: Date) => void;
  /** Puts it where a careless question does not find it: into a nested folder, or to another member. Absent if there is no such place. */
  readonly putAside?: () => void;
  /** Deletes it at the provider: neither a list nor any other answer has it from now on. */
  readonly remove?: () => void;
  /** Signs or seals it again, with other values and bytes. Absent if the provider cannot do this. */
  readonly revise?: () => void | Promise<void>;
  /** Returns all its webhooks in the provider's order, with those that the provider sends twice by design. */
  readonly webhooks: () => readonly SimulatedWebhook[];
  /** Lists the files that its bundle must hold, besides the manifest. */
  readonly files: () => readonly ExpectedFile[];
  /** Makes the same envelope of an older version of the provider. Absent if no older version is simulated. */
  readonly asOf?: (version: string) => SimulatedEnvelope;
  /** Lists the secrets of webhooks and API answers, which may only be in records, or nowhere. */
  readonly secrets: () => Readonly<Record<string, string>>;
}

export interface SimulatedWebhook {
  /** The provider's name for it. */
  readonly event: string;
  /** The type of its event on the bus. */
  readonly type: SigningEventType;
  /** Whether it repeats an earlier webhook of the list: it must give no event. */
  readonly repeats?: true;
  /** The recipient who acted, if the body alone shows who it was. */
  readonly recipient?: ActingRecipient;
  /** Makes the body of one delivery. It may contain the address and the time. */
  readonly body: (target: WebhookTarget) => string;
}

/** A recipient, with all that a body has: some providers send an id only. */
export interface ActingRecipient {
  readonly id: string;
  readonly email?: string;
}

/** The user's registration at the provider. */
export interface WebhookTarget {
  /** The address, with its token if it has one. */
  readonly url: string;
  /** The shared secret. Empty if the provider only uses the address. */
  readonly secret: string;
}

export interface WebhookDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ExpectedFile {
  readonly role: FileRole;
  readonly title?: string;
  /** The bytes. Absent if each download has other bytes, or if the archiver makes the file. */
  readonly bytes?: Buffer;
}
