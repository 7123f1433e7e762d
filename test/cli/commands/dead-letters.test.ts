import { deadLetters } from '../../../cli/commands/dead-letters';
import { readLogLine } from '../../../cli/logs/log-line';
import { memoryQueue, queued } from '../queues/memory-queue';
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
      archiverLogGroup: 'archiver',
    }),
  },
  outputOf({
    ...documenso,
    construct: 'Signing',
    archiveQueueUrl: url('team'),
    archiveDeadLetterQueueUrl: url('team-dead'),
  }),
];
const givenUpAt = Date.parse('2026-11-20T10:00:00.000Z');
const minute = 60_000;
const job = JSON.stringify({
  version: 1,
  provider: 'documenso',
  endpoint: 'team',
  envelopeId: 'E-1',
  completionEventId: 'c',
  firstSeenAt: '2026-11-18T10:00:00.000Z',
  attempt: 0,
  givenUp: { reason: 'unauthorized', at: new Date(givenUpAt).toISOString(), tries: 200 },
});

/** What the command says of that job, sent at that time, of which the log has another failure. */
async function told(sentAt: number) {
  const letter = queued(job, sentAt);
  const line = {
    message: 'message failed',
    messageId: letter.id,
    tries: 20,
    error: 'AccessDeniedException',
  };
  const failure = readLogLine(JSON.stringify(line), sentAt + 60 * minute)!;
  const printed: string[] = [];
  await deadLetters(
    { stack: 'Mine', json: true, most: 100, queue: 'archive' },
    {
      readOutputs: () => Promise.resolve(outputs),
      openQueue: () => memoryQueue([letter]),
      readLog: () => Promise.resolve([failure]),
      print: (text) => void printed.push(text),
      warn: (text) => void printed.push(text),
      now: () => givenUpAt + 24 * 60 * minute,
    },
  );
  return JSON.parse(printed.join('')) as unknown;
}

it.each<[string, number, object]>([
  [
    'by the archiver, which has said why',
    givenUpAt + 1_000,
    { why: expect.stringMatching(/^unauthorized: /) as string, tries: 200 },
  ],
  [
    'by SQS, after it was sent back and failed for another reason',
    givenUpAt + 60 * minute,
    { why: expect.stringMatching(/^AccessDeniedException: /) as string, tries: 20 },
  ],
])('tells why a job lies there that was put there %s', async (_how, sentAt, why) => {
  expect(await told(sentAt)).toMatchObject({ queues: [{ letters: [{ kind: 'archive job', ...why }] }] });
});

it('says so where messages are not to be seen: somebody else looks at them', async () => {
  const held = memoryQueue([queued(job), queued(job), queued(job)]);
  held.hidden.add(held.messages[0]!.id).add(held.messages[1]!.id);
  const printed: string[] = [];

  await deadLetters(
    { stack: 'Mine', json: false, most: 100, queue: 'archive' },
    {
      readOutputs: () => Promise.resolve(outputs),
      openQueue: () => held,
      readLog: () => Promise.resolve([]),
      print: (text) => void printed.push(text),
      warn: () => undefined,
      now: () => givenUpAt,
    },
  );

  expect(printed.join('')).toMatch(
    /^archive of team: 1 of about 3 messages, 2 not to be seen: somebody looks at them, or SQS counts late. Look again in two minutes\n/,
  );
});
