import type { Ledger, SentRequest } from './ledger';

/** Finds the genuine requests, by endpoint and digest of the body. */
export function genuineRequests({ requests }: Ledger): ReadonlyMap<string, SentRequest> {
  return new Map(requests.filter(({ forgery }) => !forgery).map((one) => [webhookId(one), one]));
}

/** Names a webhook by its endpoint and digest: two endpoints can get the same bytes. */
export const webhookId = ({ endpoint, sha256 }: { readonly endpoint: string; readonly sha256: string }) =>
  `${endpoint} ${sha256}`;

/** Finds the facts that were accepted at least once, each with an accepted request. */
export function acceptedFacts({ requests }: Ledger): ReadonlyMap<string, SentRequest> {
  const accepted = requests.filter(({ status, forgery }) => status === 200 && !forgery);
  return new Map(accepted.map((one) => [one.fact, one]));
}

/** Groups items by key, without those that have none. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
