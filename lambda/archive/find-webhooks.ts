import type { ExpectedAddresses, FoundWebhook } from '../contracts/access-check';
import { addressDigest } from '../kit/address-digest';
import { defined } from '../kit/defined';
import { equalMacs } from '../kit/hash';
import { isBelow } from '../providers/own-webhooks';
import type { RegisteredWebhook } from '../providers/webhook-registry';

/** The webhooks of an endpoint among all that are registered at its provider. */
export interface FoundWebhooks {
  readonly webhooks: readonly FoundWebhook[];
  /** The number of the others: they lead elsewhere. */
  readonly others: number;
}

/** So many fit into a line of the log. An endpoint needs a few. */
const maxWebhooks = 100;

/** Finds the webhooks that lead to an endpoint. The result has no address. */
export function findWebhooks(
  registered: readonly RegisteredWebhook[],
  expected: ExpectedAddresses,
): FoundWebhooks {
  const webhooks = registered.flatMap(({ target, event, enabled }): FoundWebhook[] => {
    const place = placeOf(target, expected);
    if (!place) return [];
    return [defined({ event: event.slice(0, 64), place, disabled: enabled === false ? true : undefined })];
  });
  return { webhooks: webhooks.slice(0, maxWebhooks), others: registered.length - webhooks.length };
}

function placeOf(
  target: string,
  { key, below, current, previous, executeApi, executeApiCurrent }: ExpectedAddresses,
): FoundWebhook['place'] | undefined {
  const digest = addressDigest(key, target);
  if (isSame(digest, current)) return 'current';
  if (isSame(digest, previous)) return 'previous';
  if (isSame(digest, executeApiCurrent)) return 'execute-api';
  const isOwn = [below, executeApi].some((address = '') => isBelow(address, target));
  return isOwn ? 'stale' : undefined;
}

const isSame = (digest: string, expected: string | undefined) =>
  expected !== undefined && equalMacs(Buffer.from(digest), Buffer.from(expected));
