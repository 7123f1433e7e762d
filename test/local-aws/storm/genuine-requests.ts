import type { Ledger, SentRequest } from './ledger';

/** The genuine requests, by endpoint and the digest of their body. */
export function genuineRequests({ requests }: Ledger): ReadonlyMap<string, SentRequest> {
  return new Map(requests.filter(({ forgery }) => !forgery).map((one) => [webhookId(one), one]));
}

/** Names a webhook wherever it lies: two endpoints may be sent the same bytes. */
export const webhookId = ({ endpoint, sha256 }: { readonly endpoint: string; readonly sha256: string }) =>
  `${endpoint} ${sha256}`;

/** The things told that were accepted at least once, with a request that was. */
export function acceptedFacts({ requests }: Ledger): ReadonlyMap<string, SentRequest> {
  const accepted = requests.filter(({ status, forgery }) => status === 200 && !forgery);
  return new Map(accepted.map((one) => [one.fact, one]));
}

/** Groups by a key. */
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
