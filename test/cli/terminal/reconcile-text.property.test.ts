import fc from 'fast-check';
import { reconcile } from '../../../cli/commands/reconcile';
import { readLogLine, type LogLine } from '../../../cli/logs/log-line';
import { outputTo } from '../../../cli/terminal/output';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue } from '../queues/memory-queue';
import { stopwatch } from '../fake-time';
import { documenso, stackOf } from '../stack-of';

const passId = 'import-1';
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\u001b', '[2J', '\n', '\r', '\u009b', '\u202e', '\u2028', 'Problem: '),
  }),
);
const messages = ['a pass has to wait', 'pass goes on', 'pass ended', 'archiving ordered', 'bundle archived'];
const line = fc.record({
  message: fc.constantFrom(...messages, 'archiving given up', 'archiving has to wait'),
  passId: fc.constant(passId),
  orderId: fc.constant(`${passId}.0`),
  envelopeId: text,
  outcome: text,
  reason: text,
  error: text,
  revision: text,
  ordered: fc.double({ noNaN: true }),
  found: fc.double(),
});

/** Runs the command on a log, and returns all that a terminal gets. */
async function written(lines: readonly LogLine[], dryRun: boolean): Promise<string> {
  let all = '';
  const stream = { write: (some: string) => (all += some) };
  const output = outputTo({ stdout: stream, stderr: stream });
  await reconcile(
    {
      stack: 'Mine',
      endpoint: 'team',
      since: '2020-01-01',
      retry: false,
      dryRun,
      follow: { maxMs: 1, intervalMs: 1 },
    },
    {
      ...output,
      readOutputs: () => Promise.resolve(stackOf([documenso])),
      openQueue: () => memoryQueue(),
      readLog: () => Promise.resolve(lines),
      startProgress: lineProgress(output.warn),
      watch: stopwatch(),
      serverNow: () => Date.parse('2026-11-20T10:00:00.000Z'),
      newId: () => '1',
      onInterrupt: () => () => undefined,
    },
  );
  return all;
}

it('nothing unprintable reaches the terminal, whatever the logs hold, and no line begins in a text of theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.boolean(), async (some, dryRun) => {
      const lines = some.flatMap((each, at) => readLogLine(JSON.stringify(each), at) ?? []);

      const all = await written(lines, dryRun);

      expect(all).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      for (const each of all.trimEnd().split('\n')) {
        expect(each).toMatch(
          /^(Reading|The pass|Archiving|All jobs|Not all|found:|there:|waiting:|ordered:|to order:|archived:|failed:|not yet:|Problem: |The import)/,
        );
      }
    }),
    { numRuns: 300 },
  );
});
