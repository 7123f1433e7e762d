import { poll, type PollLimits, type Stopwatch } from '../poll';
import type { Progress } from '../terminal/progress';
import { sum, type Queue } from './queue';

/** A queue that messages were moved back into. */
export interface FollowedQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly moved: number;
  /** Messages that stay in the dead-letter queue after the move. */
  readonly left: number;
}

/** How long to follow queues. */
export interface FollowLimits extends PollLimits {
  /** How long the queues must stay empty, as SQS's counts are late. */
  readonly settleMs: number;
}

/** The messages of each queue at the end. */
export interface Followed {
  /** Messages that wait or are processed, including any that arrived meanwhile. */
  readonly working: readonly number[];
  /** Messages that came back to the dead-letter queue. */
  readonly returned: readonly number[];
}

/** Waits until the moved messages are processed or came back, or the time is over. */
export async function followQueues(
  queues: readonly FollowedQueue[],
  limits: FollowLimits,
  { progress, watch }: { readonly progress: Progress; readonly watch: Stopwatch },
): Promise<Followed> {
  let emptySince: number | undefined;
  const look = async () => {
    const counts = await countAll(queues);
    progress.show(doneOf(queues, counts), status(counts));
    return counts;
  };
  const isFinal = ({ working }: Followed) => {
    const now = watch.elapsedMs();
    emptySince = sum(working) > 0 ? undefined : (emptySince ?? now);
    return emptySince !== undefined && now - emptySince >= limits.settleMs;
  };
  return poll(look, isFinal, limits, watch);
}

async function countAll(queues: readonly FollowedQueue[]): Promise<Followed> {
  const counts = await Promise.all(
    queues.map(async ({ queue, deadLetters, left }) => {
      const [working, dead] = await Promise.all([queue.count(), deadLetters.count()]);
      return { working: working.total, returned: Math.max(0, dead.total - left) };
    }),
  );
  return {
    working: counts.map(({ working }) => working),
    returned: counts.map(({ returned }) => returned),
  };
}

/** Messages that neither wait nor came back. Other messages in the queue make this smaller. */
function doneOf(queues: readonly FollowedQueue[], { working, returned }: Followed): number {
  return sum(
    queues.map(({ moved }, index) => Math.max(0, moved - (working[index] ?? 0) - (returned[index] ?? 0))),
  );
}

function status({ working, returned }: Followed): string {
  const back = sum(returned);
  return `Processing: ${sum(working)} to do${back > 0 ? `, ${back} came back` : ''}`;
}
