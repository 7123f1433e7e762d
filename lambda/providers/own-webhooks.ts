import { normalAddress, pathBelow } from '../kit/webhook-address';
import type { NewWebhook, RegisteredWebhook } from './webhook-registry';

/** What is to be registered for an endpoint whose address ends with a token. */
export interface WantedWebhooks {
  /** The endpoint's addresses without a token. The provider may still use one that is not the current one. */
  readonly addresses: readonly string[];
  /** The full address, with the current token. */
  readonly target: string;
  /** The events of which the endpoint needs a webhook each. */
  readonly events: readonly string[];
}

/** The webhooks of an endpoint among all of an account. */
export interface OwnWebhooks {
  /** One webhook for each event, with the current address and token. */
  readonly right: readonly RegisteredWebhook[];
  /** Second webhooks for an event of `right`: each event would come twice. */
  readonly surplus: readonly RegisteredWebhook[];
  /** Webhooks of this endpoint with another token or address, or that are switched off. */
  readonly old: readonly RegisteredWebhook[];
  /** The webhooks to create: also those of further events that somebody registered with an old token. */
  readonly missing: readonly NewWebhook[];
  /** The number of webhooks of other systems and endpoints. */
  readonly others: number;
}

/** Finds the webhooks of an endpoint in a list. Pure. Two calls with one list, in any order, agree on what is surplus. */
export function ownWebhooks(listed: readonly RegisteredWebhook[], wanted: WantedWebhooks): OwnWebhooks {
  const { addresses, target, events } = wanted;
  const own = listed
    .filter((one) => addresses.some((address) => isBelow(address, one.target)))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const current = own.filter(
    (one) => normalAddress(one.target) === normalAddress(target) && one.enabled !== false,
  );
  const right = current.filter((one, index) => firstOf(current, one.event) === index);
  const sent = own.filter(({ enabled }) => enabled !== false);
  const allEvents = new Set([...events, ...sent.map(({ event }) => event)]);
  return {
    right,
    surplus: current.filter((one) => !right.includes(one)),
    old: own.filter((one) => !current.includes(one)),
    missing: [...allEvents].filter((event) => firstOf(right, event) < 0).map((event) => ({ event, target })),
    others: listed.length - own.length,
  };
}

const firstOf = (webhooks: readonly RegisteredWebhook[], event: string) =>
  webhooks.findIndex((one) => one.event === event);

/**
 * Whether a target is an endpoint's address, with a token at its end or none. Anything else may belong to another system, also if it
 * begins with the same characters.
 */
export function isBelow(address: string, target: string): boolean {
  return pathBelow(address, target)?.includes('/') === false;
}
