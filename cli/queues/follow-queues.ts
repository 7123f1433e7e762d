import type { Queue } from './queue';
import type { Progress } from '../terminal/progress';

/** A queue that messages were moved back into. */
export interface FollowedQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly moved: number;
  /** How many were in the dead-letter queue before the move, and are there still. */
  readonly left: number;
}

/** How long to look. */
export interface FollowLimits {
  /** How long the queues must have been empty, in milliseconds, before that is believed. */
  readonly settle: number;
  /** When to stop looking, in milliseconds from now. */
  readonly limit: number;
  /** Between two looks, in milliseconds. */
  readonly interval: number;
}

/** Time as it passes here, whatever the servers think. */
export interface Stopwatch {
  /** Milliseconds. */
  readonly elapsed: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** How the looking ended. */
export interface Followed {
  /** How many wait in each queue, or are worked on, what came meanwhile included. */
  readonly working: readonly number[];
  /** How many came back to each dead-letter queue. */
  readonly returned: readonly number[];
}

/** Looks until what was moved is worked off or came back, or the time is over. */
export async function followQueues(
  queues: readonly FollowedQueue[],
  { settle, limit, interval }: FollowLimits,
  { progress, watch }: { readonly progress: Progress; readonly watch: Stopwatch },
): Promise<Followed> {
  const end = watch.elapsed() + limit;
  let emptySince: number | undefined;
  for (;;) {
    const now = await look(queues);
    progress.show(done(queues, now), sayHowFar(now));
    const at = watch.elapsed();
    emptySince = sum(now.working) > 0 ? undefined : (emptySince ?? at);
    if (emptySince !== undefined && at - emptySince >= settle) return now;
    if (at >= end) return now;
    await watch.sleep(interval);
  }
}

async function look(queues: readonly FollowedQueue[]): Promise<Followed> {
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

/** What is neither waiting nor back again. Other work in the queue makes it look less. */
function done(queues: readonly FollowedQueue[], { working, returned }: Followed): number {
  return sum(
    queues.map(({ moved }, index) => Math.max(0, moved - (working[index] ?? 0) - (returned[index] ?? 0))),
  );
}

function sayHowFar({ working, returned }: Followed): string {
  const back = sum(returned);
  return `Working off: ${sum(working)} to do${back > 0 ? `, ${back} came back` : ''}`;
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
