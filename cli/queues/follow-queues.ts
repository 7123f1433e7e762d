import { poll, type PollLimits, type Stopwatch } from '../poll';
import type { Progress } from '../terminal/progress';
import { sum, type Queue, type QueueCounts } from './queue';

/** A queue that messages were moved back into. */
export interface FollowedQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly moved: number;
  /** Messages that stay in the dead-letter queue after the move. */
  readonly left: number;
  /** The counts of the queue before the move. */
  readonly before: Pick<QueueCounts, 'total' | 'delayed'>;
}

/** How long to follow queues. */
export interface FollowLimits extends PollLimits {
  /** How long the queues must have no more messages than before the move, as SQS's counts are late. */
  readonly settleMs: number;
}

/** The messages of each queue at the end. */
export interface Followed {
  /** Messages that wait or are processed, without as many as did so before the move. */
  readonly working: readonly number[];
  /** All messages that wait or are processed. */
  readonly inQueue: readonly number[];
  /** Messages that came back to the dead-letter queue. */
  readonly returned: readonly number[];
}

/** Waits until the moved messages are processed or came back, or the time is over. */
export async function followQueues(
  queues: readonly FollowedQueue[],
  limits: FollowLimits,
  { progress, watch }: { readonly progress: Progress; readonly watch: Stopwatch },
): Promise<Followed> {
  let settledSince: number | undefined;
  const look = async () => {
    const counts = await countAll(queues);
    progress.show(doneOf(queues, counts), status(counts));
    return counts;
  };
  const isFinal = ({ grown, working }: Counts) => {
    const now = watch.elapsedMs();
    settledSince = grown ? undefined : (settledSince ?? now);
    // Other jobs that wait are received now and then. Only the last look must find the queue as it was before the move.
    return settledSince !== undefined && now - settledSince >= limits.settleMs && sum(working) === 0;
  };
  const { working, inQueue, returned } = await poll(look, isFinal, limits, watch);
  return { working, inQueue, returned };
}

interface Counts extends Followed {
  /** Whether a queue has more messages than before the move. */
  readonly grown: boolean;
}

async function countAll(queues: readonly FollowedQueue[]): Promise<Counts> {
  const counts = await Promise.all(
    queues.map(async ({ queue, deadLetters, left, moved, before }) => {
      const [now, dead] = await Promise.all([queue.count(), deadLetters.count()]);
      return {
        working: Math.min(moved, added(now, before)),
        inQueue: now.total,
        returned: Math.max(0, dead.total - left),
        grown: now.total > before.total,
      };
    }),
  );
  return {
    working: counts.map(({ working }) => working),
    inQueue: counts.map(({ inQueue }) => inQueue),
    returned: counts.map(({ returned }) => returned),
    grown: counts.some(({ grown }) => grown),
  };
}

/**
 * Counts the messages that a queue has more than before. Those that nothing delays are compared by themselves too: a moved
 * message is not delayed at first, so jobs that waited and ended meanwhile do not hide it.
 */
function added(now: FollowedQueue['before'], before: FollowedQueue['before']): number {
  const ready = ({ total, delayed }: FollowedQueue['before']) => total - delayed;
  return Math.max(0, now.total - before.total, ready(now) - ready(before));
}

/** Messages that neither wait nor came back. Messages that came after the move make this smaller. */
function doneOf(queues: readonly FollowedQueue[], { working, returned }: Followed): number {
  return sum(
    queues.map(({ moved }, index) => Math.max(0, moved - (working[index] ?? 0) - (returned[index] ?? 0))),
  );
}

function status({ working, returned }: Followed): string {
  const back = sum(returned);
  return `Processing: ${sum(working)} to do${back > 0 ? `, ${back} came back` : ''}`;
}
