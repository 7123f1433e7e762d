import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { serverTime } from '../../../cli/aws/server-time';
import { deadLetters } from '../../../cli/commands/dead-letters';
import { lineProgress } from '../../../cli/terminal/progress';
import { redrive, type RedriveOptions } from '../../../cli/commands/redrive';
import { memoryQueue, queued, type MemoryQueue } from '../queues/memory-queue';
import { documenso, iinkedSign, outputOf, signPlus } from '../outputs';

const url = (name: string) => `https://sqs.eu-west-1.amazonaws.com/1/${name}`;
const pipeline = (construct: string) => ({
  key: `${construct}Operations`,
  value: JSON.stringify({
    construct,
    intakeQueueUrl: url('intake'),
    intakeDeadLetterQueueUrl: url('intake-dead'),
    publisherLogGroup: 'publisher',
    archiverLogGroup: 'archiver',
  }),
});
const endpoint = outputOf({
  ...documenso,
  construct: 'Signing',
  archiveQueueUrl: url('team'),
  archiveDeadLetterQueueUrl: url('team-dead'),
});
const pointer = (name: string) =>
  JSON.stringify({ version: 1, spooled: { key: `${name}/0b9f6c1e-7d0a-4a55-9d6d-0f2f7f8f2a11.json` } });

type Changeable = { -readonly [Key in keyof MemoryQueue]: MemoryQueue[Key] };

/** Runs the command over queues in memory, at the moment 1000. */
async function run(
  options: Partial<RedriveOptions> = {},
  outputs = [pipeline('Signing'), endpoint],
  prepare: (archiveDead: Changeable, archive: Changeable) => void = () => undefined,
) {
  const queues = {
    [url('intake')]: memoryQueue(),
    [url('intake-dead')]: memoryQueue([
      queued(pointer('team'), 1),
      queued(pointer('other'), 2),
      queued('late', 1_000),
    ]),
    [url('team')]: memoryQueue(),
    [url('team-dead')]: memoryQueue([queued('job', 3)]),
  };
  prepare(queues[url('team-dead')]!, queues[url('team')]!);
  const printed: string[] = [];
  const warned: string[] = [];
  const context = {
    readOutputs: () => Promise.resolve(outputs),
    openQueue: (name: string) => queues[name]!,
    startProgress: lineProgress((line) => warned.push(line)),
    serverNow: () => 1_000,
    watch: { elapsed: () => 0, sleep: () => Promise.resolve() },
    print: (text: string) => void printed.push(text),
    warn: (text: string) => void warned.push(text),
  };
  const code = await redrive({ stack: 'Mine', dryRun: false, json: false, ...options }, context);
  return { code, printed: printed.join(''), warned, queues };
}
const bodies = (queue: { messages: readonly { body: string }[] } | undefined) =>
  queue?.messages.map(({ body }) => body);

it('moves each queue’s dead letters to that queue, and leaves what came after it began', async () => {
  const { code, printed, queues } = await run();

  expect(code).toBe(0);
  expect(printed).toBe(
    'intake: 2 messages moved, and not followed\narchive of team: 1 message moved, and not followed\n',
  );
  expect(bodies(queues[url('intake')])).toEqual([pointer('team'), pointer('other')]);
  expect(bodies(queues[url('intake-dead')])).toEqual(['late']);
  expect(bodies(queues[url('team')])).toEqual(['job']);
});

it('moves one endpoint’s messages out of the shared queue', async () => {
  const { queues } = await run({ endpoint: 'team', queue: 'intake' });

  expect(bodies(queues[url('intake')])).toEqual([pointer('team')]);
  expect(bodies(queues[url('intake-dead')])).toEqual([pointer('other'), 'late']);
  expect(bodies(queues[url('team-dead')])).toEqual(['job']);
});

it('moves whatever lies in an endpoint’s own queue, also what it cannot read, though the endpoint was named', async () => {
  const { printed, queues } = await run({ endpoint: 'team', queue: 'archive' });

  expect(printed).toBe('archive of team: 1 message moved, and not followed\n');
  expect(bodies(queues[url('team')])).toEqual(['job']);
});

it('moves what SQS does not count yet', async () => {
  const { printed, queues } = await run({ queue: 'archive' }, undefined, (queue) => {
    queue.count = () => Promise.resolve({ total: 0, hidden: 0, retention: 0 });
  });

  expect(printed).toBe('archive of team: 1 message moved, and not followed\n');
  expect(bodies(queues[url('team')])).toEqual(['job']);
});

it('fails where somebody else holds what it was to move, and says when to come again', async () => {
  const { code, printed, warned } = await run({ queue: 'archive' }, undefined, (queue) => {
    queue.hidden.add(queue.messages[0]!.id);
  });

  expect(code).toBe(1);
  expect(printed).toBe('archive of team: nothing to move\n');
  expect(warned.at(-1)).toBe(
    'Problem: archive of team: 1 message is being looked at by somebody: run it again in two minutes.',
  );
});

it('sees what comes back while it still moves, also where SQS still counts as looked at what nobody looks at any more', async () => {
  const { code, printed } = await run(
    { queue: 'archive', follow: { settle: 0, limit: 0, interval: 1 } },
    undefined,
    (queue, working) => {
      const count = queue.count;
      queue.count = async () => ({ ...(await count()), hidden: 1 });
      working.send = async () => {
        queue.messages.push(queued('job', 2_000));
        return Promise.resolve({ id: 'new' });
      };
    },
  );

  expect({ code, printed }).toEqual({ code: 1, printed: 'archive of team: 1 message moved, 1 came back\n' });
});

it('in a dry run sends and deletes nothing', async () => {
  const { code, printed, queues } = await run({ dryRun: true, json: true });

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ dryRun: true, queues: [{ moved: 3 }, { moved: 1 }] });
  const calls = Object.values(queues).flatMap((queue) => queue.calls.map(([what]) => what));
  expect(new Set(calls)).toEqual(new Set(['receive', 'give back']));
});

it('says what is left to do when it stops looking, and fails', async () => {
  const follow = { settle: 0, limit: 0, interval: 1 };

  const { code, printed, warned } = await run({ queue: 'archive', follow });

  expect(code).toBe(1);
  expect(printed).toBe('archive of team: 1 message moved, 1 still to do\n');
  expect(warned).toEqual([
    'Moving (0 of 1)',
    'Moving: archive of team (1 of 1)',
    'Moved 1 back',
    'Working off (0 of 1)',
    'Working off: 1 to do (0 of 1)',
    'Not all worked off yet',
    expect.stringContaining('Problem: archive of team: 1 message still to do'),
  ]);
});

it.each<[string, Partial<RedriveOptions>, { key: string; value: string }[], RegExp]>([
  [
    'of an older version',
    {},
    [outputOf(iinkedSign)],
    /deployed by an older version.*deploy it with this version first/,
  ],
  ['of somebody else', {}, [{ key: 'FireOperations', value: 'x' }], /The stack "Mine" has no EsignWebhooks/],
  [
    'of a newer version',
    {},
    [{ key: 'SigningOperations', value: '{"intakeQueueUrl":7}' }],
    /The output SigningOperations is of another version/,
  ],
  [
    'without that construct',
    { construct: 'Other' },
    [pipeline('Signing')],
    /no construct "Other".*it has "Signing"/,
  ],
  [
    'without that endpoint',
    { endpoint: 'x' },
    [pipeline('Signing'), endpoint],
    /no endpoint "x".*it has "team"/,
  ],
  [
    'without an archive',
    { endpoint: 'sign-plus', queue: 'archive' },
    [pipeline('Signing'), outputOf({ ...signPlus, construct: 'Signing' })],
    /"sign-plus" does not archive/,
  ],
  [
    'with two endpoints of that name',
    { endpoint: 'team' },
    [pipeline('A'), pipeline('B'), ...['A', 'B'].map((construct) => outputOf({ ...documenso, construct }))],
    /constructs of the stack have an endpoint "team": "A", "B". Say which with --construct/,
  ],
])('says what to do with a stack %s', async (_what, options, outputs, words) => {
  await expect(run(options, outputs)).rejects.toThrow(words);
});

it('lists dead letters also where the log may not be read, and says so', async () => {
  const warned: string[] = [];
  const printed: string[] = [];

  const code = await deadLetters(
    { stack: 'Mine', json: true, most: 100, queue: 'intake' },
    {
      readOutputs: () => Promise.resolve([pipeline('Signing'), endpoint]),
      openQueue: () => memoryQueue([queued('canary', 1)]),
      readLog: () => Promise.reject(new Error('not allowed: logs:FilterLogEvents is needed')),
      print: (text) => void printed.push(text),
      warn: (text) => void warned.push(text),
      now: () => 1_000,
    },
  );

  expect(code).toBe(1);
  expect(warned).toEqual(['Problem: intake: not allowed: logs:FilterLogEvents is needed']);
  expect(printed.join()).toContain('not one of ours');
  expect(printed.join()).not.toContain('canary');
});

it.each([
  ['a little', 400, 0],
  ['some seconds behind', 3_000, 3_500],
  ['some seconds ahead', -3_000, -2_500],
  ['far behind', 60_000, 60_500],
])('asks SQS what time it is where the own clock is off: %s', async (_what, off, corrected) => {
  const client = new SQSClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: () =>
        Promise.resolve({
          response: {
            statusCode: 200,
            headers: { date: new Date(1_000_000 + off).toUTCString() },
            body: Buffer.from('{}'),
          },
        }),
    } as never,
  });
  const now = serverTime(client, () => 1_000_000);
  expect(now()).toBe(1_000_000);

  await client.send(new GetQueueAttributesCommand({ QueueUrl: url('intake') })).catch(() => undefined);

  expect(now()).toBe(1_000_000 + corrected);
});
