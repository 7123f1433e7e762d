import type { QueueKind } from '../queues/dead-letter-queues';
import type { QueueListing } from '../queues/dead-letter';

/** The dead letters of one kind of queue that have the same reason. */
export interface DeadLetterGroup {
  readonly reason: string;
  readonly queue: QueueKind;
  readonly count: number;
  /** How many there are of each endpoint, the largest number first. */
  readonly endpoints: readonly { readonly endpoint: string; readonly count: number }[];
}

const noEndpoint = 'no endpoint';

/** Counts the dead letters by reason, queue and endpoint, the largest group first. */
export function summarizeDeadLetters(listings: readonly QueueListing[]): readonly DeadLetterGroup[] {
  const counted = listings.flatMap(({ kind, endpoint: owner, messages }) =>
    messages.map(({ reason, endpoint = noEndpoint }) => ({ kind, reason, endpoint: owner ?? endpoint })),
  );
  const groups = [...groupBy(counted, ({ kind, reason }) => `${kind} ${reason}`).values()];
  return groups.sort(byLength).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const byEndpoint = [...groupBy(group, ({ endpoint }) => endpoint)].sort(([, one], [, other]) =>
      byLength(one, other),
    );
    const endpoints = byEndpoint.map(([endpoint, { length: count }]) => ({ endpoint, count }));
    return [{ reason: first.reason, queue: first.kind, count: group.length, endpoints }];
  });
}

/** Formats the summary: `100 × AccessDenied, intake: kingsign 50, sign-plus 50`. */
export function formatSummary(groups: readonly DeadLetterGroup[]): readonly string[] {
  return groups.map(({ reason, queue, count, endpoints }) => {
    const each = endpoints.map((one) => `${one.endpoint} ${one.count}`).join(', ');
    return `${count} × ${reason}, ${queue}: ${each}`;
  });
}

const byLength = (one: readonly unknown[], other: readonly unknown[]) => other.length - one.length;

function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
