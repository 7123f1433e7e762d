import type { FileRole } from '../../../lambda/contracts/archived-file';
import type { ProviderId } from '../../../lambda/contracts/ids';
import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import type { Faults } from './faults';
import type { SeenRequest } from './route-server';

/** What every simulated provider can do: for the tests and the demo that go over all of them. */
export interface ProviderSimulator {
  readonly provider: ProviderId;
  /** What a stack is given as the provider's API. */
  readonly apiUrl: string;
  /** The key that counts now. */
  readonly apiKey: string;
  /** Adds an envelope that has been sent and that nobody has signed. */
  readonly addEnvelope: (options?: EnvelopeOptions) => Promise<SimulatedEnvelope>;
  /** The request by which the provider would deliver a webhook: each call is a delivery of its own. */
  readonly delivery: (webhook: SimulatedWebhook, target: WebhookTarget) => WebhookDelivery;
  readonly faults: Faults;
  /** Every request so far, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Stops at once; open connections are cut. */
  readonly close: () => Promise<void>;
}

export interface EnvelopeOptions {
  readonly title?: string;
}

/** One envelope as the provider knows it. */
export interface SimulatedEnvelope {
  /** As the provider's API and its newest webhooks name it. */
  readonly id: string;
  /** As the webhooks name it, where they do it otherwise. */
  readonly reportedAs?: string;
  /** Everything by which a request to the API, or to where it sends one for a file, can name it or a part of it. */
  readonly ids: readonly string[];
  readonly title: string;
  /** Everybody has signed: from now on the API says so. */
  readonly complete: () => void;
  /** It is signed or sealed anew: other values, other bytes. Absent where the provider knows no such thing. */
  readonly revise?: () => void | Promise<void>;
  /** All webhooks of its life, in the order in which the provider sends them; those that come several times by design do. */
  readonly webhooks: () => readonly SimulatedWebhook[];
  /** What the archive must hold once it is complete, besides the manifest. */
  readonly files: () => readonly ExpectedFile[];
  /** The same as an older version of the provider has and tells of it; absent where no older one is simulated. */
  readonly asOf?: (version: string) => SimulatedEnvelope;
  /** Everything in webhooks and API answers that may be found in the records only, or nowhere. */
  readonly secrets: () => Readonly<Record<string, string>>;
}

export interface SimulatedWebhook {
  /** The provider's name for it. */
  readonly event: string;
  /** What it is to be called on the bus. */
  readonly type: SigningEventType;
  /** An earlier one of the list says the same: it must give no event. */
  readonly repeats?: true;
  /** The body of one delivery: it may name the address, and the time of sending. */
  readonly body: (target: WebhookTarget) => string;
}

/** What the user has registered at the provider. */
export interface WebhookTarget {
  /** With its token, where it has one. */
  readonly url: string;
  /** What both sides know; means nothing to a provider that knows only the address. */
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
  /** Absent where the provider makes it anew for each download, or never, so that the archiver does. */
  readonly bytes?: Buffer;
}
