import type { EnvelopeApiDeps } from './provider';

/** A webhook as a provider's list names it. */
export interface RegisteredWebhook {
  /** The provider's id of the webhook, which is safe in a path. */
  readonly id: string;
  /** The address that it is sent to. Its end may be a token, so it is never shown or logged. */
  readonly target: string;
  /** The provider's name of the event, as in `ListedRegistration.events`. */
  readonly event: string;
  /** Whether it is sent at all: not if it is switched off. Absent if not known. */
  readonly enabled?: boolean;
}

/** The webhooks of one account at a provider. Each method throws `ProviderApiError`, without any address or answer in it. */
export interface WebhookRegistry {
  /** Returns every webhook of the account, also those of other systems. Throws rather than return a part of the list. */
  readonly list: (signal: AbortSignal) => Promise<readonly RegisteredWebhook[]>;
  /**
   * Creates a webhook. It may exist although this throws, because only the answer was lost: the list shows it. A second call makes a
   * second webhook.
   */
  readonly create: (webhook: NewWebhook, signal: AbortSignal) => Promise<void>;
  /** Removes a webhook. Returns also if no webhook has this id. */
  readonly remove: (id: string, signal: AbortSignal) => Promise<void>;
  /**
   * Whether the list is answered without credentials, so that anybody can read the token in an address. It asks for no webhook. Absent if the
   * provider protects its list.
   */
  readonly isReadableByAnybody?: (signal: AbortSignal) => Promise<boolean>;
}

/** A webhook to create. */
export type NewWebhook = Pick<RegisteredWebhook, 'target' | 'event'>;

/** A registration that the provider's API can list, so that it can be repeated and checked. */
export interface ListedRegistration {
  readonly kind: 'listed';
  /** The events of which an endpoint needs a webhook each. */
  readonly events: readonly string[];
  /** Makes the registry of an endpoint from the options of its API. Throws if they are not what this provider needs. */
  readonly makeRegistry: (options: unknown, deps: EnvelopeApiDeps) => WebhookRegistry;
}

/** The one webhook address of an account, which can be set and never read. Each method throws `ProviderApiError`. */
export interface WebhookAddress {
  /**
   * Sets the address, in place of one that may be there. Returns the webhook secret that the provider generated. If it throws,
   * the address may be set, with a secret that nobody has: it is then set again.
   */
  readonly set: (webhook: AddressToSet, signal: AbortSignal) => Promise<string>;
  /** Removes the address. Returns also if it was not there. */
  readonly remove: (address: string, signal: AbortSignal) => Promise<void>;
}

/** The address to set. */
export interface AddressToSet {
  readonly address: string;
  /** The name that people see at the provider. */
  readonly name: string;
}

/** A registration that the provider's API can only set: nobody can look what is registered. */
export interface UnlistedRegistration {
  readonly kind: 'unlisted';
  readonly makeAddress: (options: unknown, deps: EnvelopeApiDeps) => WebhookAddress;
}

/** A registration that only a person can do, in the provider's web application. */
export interface ManualRegistration {
  readonly kind: 'manual';
  /** Why no API is used: completes "Register by hand, because …". */
  readonly reason: string;
}

/** How an endpoint's address is registered at a provider. */
export type WebhookRegistration = ListedRegistration | UnlistedRegistration | ManualRegistration;
