import type { Discrepancy } from './discrepancy';
import { groupBy } from './genuine-requests';
import type { Observation } from './observation';
import { callsOf, type WatchedCall } from './watched-call';

/**
 * Checks when and how often events are published, by the calls of the functions.
 *
 * Early: before the record or the manifest that the event names is in the archive.
 *
 * Often: more than once for each run. A message can come again, on AWS too, so no number of runs is too high. But each run
 * first stores the record, or stores or looks for the manifest.
 */
export function accountForAnnouncements({ calls }: Observation): readonly Discrepancy[] {
  const evidence = groupBy([...callsOf(calls, 'record'), ...callsOf(calls, 'manifest')], ({ key }) => key);
  const published = callsOf(calls, 'publish').filter(({ evidenceKey }) => evidenceKey !== undefined);
  return [...groupBy(published, ({ eventId }) => eventId)].flatMap(([id, some]): readonly Discrepancy[] => {
    const seen = evidence.get(some[0]?.evidenceKey ?? '') ?? [];
    const name = `${some[0]?.type} ${id}`;
    const firstSeenAt = Math.min(...seen.map(({ doneAt }) => doneAt));
    const isEarly = some.some(({ startedAt }) => startedAt < firstSeenAt);
    const [publications, runs] = [publicationCount(some), runCount(seen)];
    return [
      ...(isEarly ? [{ name: 'published-early', about: name } as const] : []),
      ...(publications > runs
        ? [{ name: 'published-often', about: `${name}: ${publications} times in ${runs} runs` } as const]
        : []),
    ];
  });
}

/** Counts the calls, each with its entries of this event. An attempt of the SDK at the same call is no other call. */
function publicationCount(calls: readonly WatchedCall[]): number {
  const attempts = groupBy(calls, ({ startedAt }) => String(startedAt));
  const entries = new Map([...attempts.values()].map((some) => [some[0]?.invocation, some.length]));
  return [...entries.values()].reduce((sum, count) => sum + count, 0);
}

/** Counts the runs that stored the record, or stored the manifest, or found it. A run that found it may also read it. */
function runCount(calls: readonly Extract<WatchedCall, { readonly kind: 'record' | 'manifest' }>[]): number {
  const first = calls.filter((call) => call.kind === 'record' || call.operation !== 'GetObject');
  return new Set(first.map(({ invocation }) => invocation)).size;
}
