import { followArchiving } from '../../../cli/logs/follow-archiving';
import { followQueues } from '../../../cli/queues/follow-queues';
import type { LogLine } from '../../../cli/logs/log-line';
import type { Queue } from '../../../cli/queues/queue';

/** A queue that holds another number of messages at each look; the last one for good. */
function countedQueue(...totals: readonly number[]): Queue {
  let look = 0;
  return {
    count: () => {
      const total = totals[Math.min(look++, totals.length - 1)] ?? 0;
      return Promise.resolve({ total, hidden: 0, retention: 0 });
    },
  } as Queue;
}

/** Time that passes by sleeping only. */
function stopwatch() {
  let elapsed = 0;
  return {
    elapsed: () => elapsed,
    sleep: (milliseconds: number) => Promise.resolve(void (elapsed += milliseconds)),
  };
}

const shown = () => {
  const lines: (readonly [number, string])[] = [];
  return { lines, show: (done: number, text: string) => void lines.push([done, text]), end: () => undefined };
};

const patience = { settle: 4_000, limit: 60_000, interval: 2_000 };

describe('following queues', () => {
  it('ends when they have been empty for long enough: an empty look may be a late one', async () => {
    const progress = shown();
    const watch = stopwatch();
    const one = {
      queue: countedQueue(0, 3, 1, 0, 0, 0),
      deadLetters: countedQueue(5, 2, 2, 2, 3, 3),
      moved: 3,
      left: 2,
    };

    const end = await followQueues([one], patience, { progress, watch });

    expect(end).toEqual({ working: [0], returned: [1] });
    expect(watch.elapsed()).toBe(10_000);
    expect(progress.lines.map(([done]) => done)).toEqual([0, 0, 2, 3, 2, 2]);
    expect(progress.lines.at(-1)?.[1]).toBe('Working off: 0 to do, 1 came back');
  });

  it('ends with the time where there is always something to do', async () => {
    const watch = stopwatch();
    const busy = { queue: countedQueue(7), deadLetters: countedQueue(0), moved: 3, left: 0 };
    const idle = { queue: countedQueue(0), deadLetters: countedQueue(0), moved: 1, left: 0 };

    const end = await followQueues([busy, idle], patience, { progress: shown(), watch });

    expect(end).toEqual({ working: [7, 0], returned: [0, 0] });
    expect(watch.elapsed()).toBe(60_000);
  });
});

describe('following an archiving', () => {
  const job = { logGroup: 'log', envelopeId: 'E', messageId: 'M', completionEventId: 'C', since: 0 };
  const line = (at: number, message: string, more: Partial<LogLine> = {}): LogLine => ({
    at,
    message,
    envelopeId: 'E',
    completionEventId: 'C',
    ...more,
  });
  /** Runs it over a log that has grown by a line at each look. */
  const follow = (lines: readonly LogLine[], limit = 60_000) => {
    let look = 0;
    const readLog = ({ containing }: { readonly containing: string }) => {
      const known = lines.slice(0, containing === 'E' ? ++look : look);
      return Promise.resolve(
        known.filter(({ envelopeId, messageId }) => [envelopeId, messageId].includes(containing)),
      );
    };
    const progress = shown();
    return followArchiving(job, { limit, interval: 2_000 }, { readLog, progress, watch: stopwatch() }).then(
      (end) => ({ end, lines: progress.lines }),
    );
  };

  it('ends with the bundle, after whatever stood in its way', async () => {
    const waiting = line(1, 'archiving has to wait', { reason: 'not-complete' });
    const failed = line(2, 'message failed', { messageId: 'M', envelopeId: 'none', error: 'Error' });
    const archived = line(3, 'bundle archived', { revision: 'abc', files: 5 });

    const { end, lines } = await follow([waiting, failed, archived]);

    expect(end).toEqual({ kind: 'archived', revision: 'abc', files: 5 });
    expect(lines.map(([, text]) => text)).toEqual([
      expect.stringMatching(/^Waiting: not-complete: the provider's API did not confirm/),
      'Waiting: Error',
    ]);
  });

  it.each<[string, LogLine[], object]>([
    [
      'was given up',
      [line(1, 'archiving given up', { reason: 'too-large' })],
      { kind: 'given-up', reason: 'too-large' },
    ],
    ['has said nothing', [], { kind: 'not-yet', logGroup: 'log' }],
    [
      'gave an earlier order up, a moment before this one',
      [line(1, 'archiving given up', { reason: 'too-large', completionEventId: 'another' })],
      { kind: 'not-yet', logGroup: 'log' },
    ],
    [
      'has archived the envelope over another order',
      [line(1, 'bundle archived', { revision: 'abc', files: 2, completionEventId: undefined })],
      { kind: 'archived', revision: 'abc', files: 2 },
    ],
    [
      'has to wait',
      [
        line(2, 'archiving has to wait', { reason: 'unauthorized' }),
        line(1, 'archiving has to wait', { reason: 'old' }),
      ],
      { kind: 'not-yet', logGroup: 'log', reason: 'unauthorized' },
    ],
    [
      'is another envelope, whose id begins like this one',
      [line(1, 'bundle archived', { envelopeId: 'E2' })],
      { kind: 'not-yet', logGroup: 'log' },
    ],
  ])('says so where the archiver %s', async (_what, lines, end) => {
    expect((await follow(lines, 6_000)).end).toEqual(end);
  });
});
