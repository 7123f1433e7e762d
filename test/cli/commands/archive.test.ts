import { archive } from '../../../cli/commands/archive';
import { CommandFailure } from '../../../cli/command-failure';
import { readLogLine, type ReadLog } from '../../../cli/logs/log-line';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue } from '../queues/memory-queue';
import { documenso, outputOf } from '../outputs';

const url = (name: string) => `https://sqs.eu-west-1.amazonaws.com/1/${name}`;
const outputs = [
  {
    key: 'SigningOperations',
    value: JSON.stringify({
      construct: 'Signing',
      intakeQueueUrl: url('intake'),
      intakeDeadLetterQueueUrl: url('intake-dead'),
      publisherLogGroup: 'publisher',
      archiverFunction: 'archiver',
      archiverLogGroup: 'archiver-log',
    }),
  },
  outputOf({
    ...documenso,
    construct: 'Signing',
    archiveQueueUrl: url('team'),
    archiveDeadLetterQueueUrl: url('team-dead'),
  }),
];
const orderedAt = Date.parse('2026-11-20T10:00:00.000Z');

/** Orders an archive at that moment, with a log that is read so. */
async function order(readLog: ReadLog) {
  const jobs = memoryQueue();
  const said: string[] = [];
  const code = await archive(
    { stack: 'Mine', endpoint: 'team', envelope: 'E-1', follow: { limit: 0, interval: 1 } },
    {
      readOutputs: () => Promise.resolve(outputs),
      openQueue: (name) => (name === url('team') ? jobs : memoryQueue()),
      readLog,
      startProgress: lineProgress((line) => said.push(line)),
      watch: { elapsed: () => 0, sleep: () => Promise.resolve() },
      serverNow: () => orderedAt,
      print: (text) => void said.push(text),
      warn: (text) => void said.push(text),
    },
  ).catch((error: CommandFailure) => error);
  return { code, said: said.join('\n'), jobs };
}

it('sees an archive that was done at once, though this clock is a second ahead of the one that the log is written by', async () => {
  const line = { message: 'bundle archived', envelopeId: 'E-1', revision: 'abc', files: 2 };
  const at = orderedAt - 1_000;
  const lines = [readLogLine(JSON.stringify(line), at)!];

  const { code, said } = await order(({ since }) => Promise.resolve(lines.filter((one) => one.at >= since)));

  expect(code).toBe(0);
  expect(said).toContain('Archived: documents/team/E-1/abc/ has 2 files.');
});

it('says that the order was given where the log of it cannot be read', async () => {
  const denied = new CommandFailure('Could not read the log: you are not allowed to.');

  const { code, jobs } = await order(() => Promise.reject(denied));

  expect(jobs.messages).toHaveLength(1);
  expect(code).toBeInstanceOf(CommandFailure);
  expect(String(code)).toMatch(
    /E-1 of team was ordered, and goes on by itself\. Could not read the log: you are/,
  );
});
