import { followQueues } from '../../../cli/queues/follow-queues';
import type { Queue } from '../../../cli/queues/queue';
import { recordedProgress, stopwatch } from '../fake-time';

type Count = number | { readonly total: number; readonly delayed: number };

/** A queue with these numbers of messages, one for each count; the last one is repeated. */
function countedQueue(...counts: readonly Count[]): Queue {
  let counted = 0;
  return {
    count: () => {
      const count = counts[Math.min(counted++, counts.length - 1)] ?? 0;
      const now = typeof count === 'number' ? { total: count, delayed: 0 } : count;
      return Promise.resolve({ ...now, hidden: 0, retentionMs: 0 });
    },
  } as Queue;
}

const limits = { settleMs: 4_000, maxMs: 60_000, intervalMs: 2_000 };
const empty = { total: 0, delayed: 0 };

describe('following queues', () => {
  it('ends when the queues have been empty for long enough: a single count of zero may be late', async () => {
    const progress = recordedProgress();
    const watch = stopwatch();
    const one = {
      queue: countedQueue(0, 3, 1, 0, 0, 0),
      deadLetters: countedQueue(5, 2, 2, 2, 3, 3),
      moved: 3,
      left: 2,
      before: empty,
    };

    const end = await followQueues([one], limits, { progress, watch });

    expect(end).toEqual({ working: [0], inQueue: [0], returned: [1] });
    expect(watch.elapsedMs()).toBe(10_000);
    expect(progress.lines.map(([done]) => done)).toEqual([0, 0, 2, 3, 2, 2]);
    expect(progress.lines.at(-1)?.[1]).toBe('Processing: 0 to do, 1 came back');
  });

  it('ends when the time is over if a queue keeps moved messages', async () => {
    const watch = stopwatch();
    const busy = { queue: countedQueue(2), deadLetters: countedQueue(0), moved: 3, left: 0, before: empty };
    const idle = { queue: countedQueue(0), deadLetters: countedQueue(0), moved: 1, left: 0, before: empty };

    const end = await followQueues([busy, idle], limits, { progress: recordedProgress(), watch });

    expect(end).toEqual({ working: [2, 0], inQueue: [2, 0], returned: [0, 0] });
    expect(watch.elapsedMs()).toBe(60_000);
  });

  it('counts no more messages than were moved: the others came meanwhile', async () => {
    const one = { queue: countedQueue(7), deadLetters: countedQueue(0), moved: 3, left: 0, before: empty };

    const end = await followQueues(
      [one],
      { ...limits, maxMs: 0 },
      { progress: recordedProgress(), watch: stopwatch() },
    );

    expect(end).toEqual({ working: [3], inQueue: [7], returned: [0] });
  });
});

describe('following a queue in which other jobs waited before the move', () => {
  const before = { total: 96, delayed: 96 };
  const follow = async (...counts: readonly Count[]) => {
    const [progress, watch] = [recordedProgress(), stopwatch()];
    const one = { queue: countedQueue(...counts), deadLetters: countedQueue(0), moved: 100, left: 0, before };
    const end = await followQueues([one], limits, { progress, watch });
    return { end, elapsedMs: watch.elapsedMs(), done: progress.lines.map(([count]) => count) };
  };

  it('ends when no more messages are left than before', async () => {
    const { end, elapsedMs, done } = await follow(
      { total: 196, delayed: 96 },
      { total: 116, delayed: 96 },
      before,
    );

    expect(end).toEqual({ working: [0], inQueue: [96], returned: [0] });
    expect(elapsedMs).toBe(8_000);
    expect(done).toEqual([0, 80, 100, 100, 100]);
  });

  it('ends although the other jobs are tried now and then, each for a moment', async () => {
    const tried = { total: 96, delayed: 94 };

    const { end, elapsedMs } = await follow({ total: 196, delayed: 96 }, tried, before, tried, before);

    expect(end.working).toEqual([0]);
    expect(elapsedMs).toBe(8_000);
  });

  it('does not take the end of the other jobs for the end of the moved ones', async () => {
    const { end, elapsedMs } = await follow({ total: 196, delayed: 96 }, { total: 90, delayed: 0 });

    expect(end).toEqual({ working: [90], inQueue: [90], returned: [0] });
    expect(elapsedMs).toBe(60_000);
  });

  it('waits for moved messages that have to wait again', async () => {
    const { end } = await follow({ total: 196, delayed: 196 }, { total: 126, delayed: 126 });

    expect(end.working).toEqual([30]);
  });
});
