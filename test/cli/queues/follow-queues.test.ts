import { followQueues } from '../../../cli/queues/follow-queues';
import type { Queue } from '../../../cli/queues/queue';
import { recordedProgress, stopwatch } from '../fake-time';

/** A queue with these numbers of messages, one for each count; the last one is repeated. */
function countedQueue(...totals: readonly number[]): Queue {
  let counted = 0;
  return {
    count: () => {
      const total = totals[Math.min(counted++, totals.length - 1)] ?? 0;
      return Promise.resolve({ total, hidden: 0, retentionMs: 0 });
    },
  } as Queue;
}

const limits = { settleMs: 4_000, maxMs: 60_000, intervalMs: 2_000 };

describe('following queues', () => {
  it('ends when the queues have been empty for long enough: a single count of zero may be late', async () => {
    const progress = recordedProgress();
    const watch = stopwatch();
    const one = {
      queue: countedQueue(0, 3, 1, 0, 0, 0),
      deadLetters: countedQueue(5, 2, 2, 2, 3, 3),
      moved: 3,
      left: 2,
    };

    const end = await followQueues([one], limits, { progress, watch });

    expect(end).toEqual({ working: [0], returned: [1] });
    expect(watch.elapsedMs()).toBe(10_000);
    expect(progress.lines.map(([done]) => done)).toEqual([0, 0, 2, 3, 2, 2]);
    expect(progress.lines.at(-1)?.[1]).toBe('Processing: 0 to do, 1 came back');
  });

  it('ends when the time is over if a queue is never empty', async () => {
    const watch = stopwatch();
    const busy = { queue: countedQueue(7), deadLetters: countedQueue(0), moved: 3, left: 0 };
    const idle = { queue: countedQueue(0), deadLetters: countedQueue(0), moved: 1, left: 0 };

    const end = await followQueues([busy, idle], limits, { progress: recordedProgress(), watch });

    expect(end).toEqual({ working: [7, 0], returned: [0, 0] });
    expect(watch.elapsedMs()).toBe(60_000);
  });
});
