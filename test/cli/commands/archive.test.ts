import { CommandFailure } from '../../../cli/command-failure';
import { archive } from '../../../cli/commands/archive';
import { readLogLine, type ReadLog } from '../../../cli/logs/log-line';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue } from '../queues/memory-queue';
import { documenso, queueUrl, stackOf } from '../stack-of';

const queuedAt = Date.parse('2026-11-20T10:00:00.000Z');

/** Runs the command at that time, with this log. */
async function run(readLog: ReadLog) {
  const jobs = memoryQueue();
  const printed: string[] = [];
  const warn = (line: string) => void printed.push(line);
  const code = await archive(
    { stack: 'Mine', endpoint: 'team', envelope: 'E-1', follow: { maxMs: 0, intervalMs: 1 } },
    {
      readOutputs: () => Promise.resolve(stackOf([documenso])),
      openQueue: (url) => (url === queueUrl('team') ? jobs : memoryQueue()),
      readLog,
      startProgress: lineProgress(warn),
      watch: { elapsedMs: () => 0, sleep: () => Promise.resolve() },
      serverNow: () => queuedAt,
      print: (lines) => void printed.push(...lines),
      warn,
    },
  ).catch((error: CommandFailure) => error);
  return { code, printed: printed.join('\n'), jobs };
}

it('finds a job that ended at once, although the clock of the log is a second behind', async () => {
  const line = { message: 'bundle archived', envelopeId: 'E-1', revision: 'abc', files: 2 };
  const at = queuedAt - 1_000;
  const lines = [readLogLine(JSON.stringify(line), at)!];

  const { code, printed } = await run(({ since }) => Promise.resolve(lines.filter((one) => one.at >= since)));

  expect(code).toBe(0);
  expect(printed).toContain('Archived: documents/team/E-1/abc/ has 2 files.');
});

it('says that the job is queued if its log cannot be read', async () => {
  const denied = new CommandFailure('Could not read the log: access denied.');

  const { code, jobs } = await run(() => Promise.reject(denied));

  expect(jobs.messages).toHaveLength(1);
  expect(code).toBeInstanceOf(CommandFailure);
  expect(String(code)).toMatch(
    /job for E-1 of team is queued, and the archiver processes it without this command\. Could not read the log: access denied/,
  );
});
