import { followArchiving } from '../../../cli/logs/follow-archiving';
import type { LogLine } from '../../../cli/logs/log-line';
import { recordedProgress, stopwatch } from '../fake-time';

describe('following an archive job', () => {
  const job = { logGroup: 'log', envelopeId: 'E', messageId: 'M', completionEventId: 'C', since: 0 };
  const line = (at: number, message: string, more: Partial<LogLine> = {}): LogLine => ({
    at,
    message,
    envelopeId: 'E',
    completionEventId: 'C',
    ...more,
  });
  /** Follows the job in a log that grows by one line each time it is read. */
  const follow = (lines: readonly LogLine[], maxMs = 60_000) => {
    let reads = 0;
    const readLog = ({ containing }: { readonly containing: string }) => {
      const known = lines.slice(0, containing === 'E' ? ++reads : reads);
      return Promise.resolve(
        known.filter(({ envelopeId, messageId }) => [envelopeId, messageId].includes(containing)),
      );
    };
    const progress = recordedProgress();
    return followArchiving(job, { maxMs, intervalMs: 2_000 }, { readLog, progress, watch: stopwatch() }).then(
      (end) => ({ end, lines: progress.lines }),
    );
  };

  it('shows why the job waits, and ends when the bundle is archived', async () => {
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
      'given up',
      [line(1, 'archiving given up', { reason: 'too-large' })],
      { kind: 'given-up', reason: 'too-large' },
    ],
    ['not yet, if nothing is logged', [], { kind: 'not-yet', logGroup: 'log' }],
    [
      'not yet, if only an earlier job for the envelope was given up',
      [line(1, 'archiving given up', { reason: 'too-large', completionEventId: 'another' })],
      { kind: 'not-yet', logGroup: 'log' },
    ],
    [
      'archived, if another job archived the envelope',
      [line(1, 'bundle archived', { revision: 'abc', files: 2, completionEventId: undefined })],
      { kind: 'archived', revision: 'abc', files: 2 },
    ],
    [
      'not yet, with the latest reason to wait',
      [
        line(2, 'archiving has to wait', { reason: 'unauthorized' }),
        line(1, 'archiving has to wait', { reason: 'old' }),
      ],
      { kind: 'not-yet', logGroup: 'log', reason: 'unauthorized' },
    ],
    [
      'not yet, if only an envelope whose id begins alike is archived',
      [line(1, 'bundle archived', { envelopeId: 'E2' })],
      { kind: 'not-yet', logGroup: 'log' },
    ],
  ])('ends as %s', async (_what, lines, end) => {
    expect((await follow(lines, 6_000)).end).toEqual(end);
  });
});
