import { redrive, type RedriveOptions } from '../../../cli/commands/redrive';
import type { StackOutput } from '../../../cli/stack/outputs';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue, queued, type MemoryQueue } from '../queues/memory-queue';
import { documenso, iinkedSign, outputOf, queueUrl, signPlus, stackOf } from '../stack-of';

const pointer = (name: string) =>
  JSON.stringify({ version: 1, spooled: { key: `${name}/0b9f6c1e-7d0a-4a55-9d6d-0f2f7f8f2a11.json` } });

type Changeable = { -readonly [Key in keyof MemoryQueue]: MemoryQueue[Key] };

/** Runs the command on queues in memory, at the time 1000. */
async function run(
  options: Partial<RedriveOptions> = {},
  outputs = stackOf([documenso]),
  prepare: (archiveDead: Changeable, archive: Changeable) => void = () => undefined,
) {
  const queues = {
    [queueUrl('intake')]: memoryQueue(),
    [queueUrl('intake-dead')]: memoryQueue([
      queued(pointer('team'), 1),
      queued(pointer('other'), 2),
      queued('late', 1_000),
    ]),
    [queueUrl('team')]: memoryQueue(),
    [queueUrl('team-dead')]: memoryQueue([queued('job', 3)]),
  };
  prepare(queues[queueUrl('team-dead')]!, queues[queueUrl('team')]!);
  const printed: string[] = [];
  const warned: string[] = [];
  const deps = {
    readOutputs: () => Promise.resolve(outputs),
    openQueue: (url: string) => queues[url]!,
    startProgress: lineProgress((line) => warned.push(line)),
    serverNow: () => 1_000,
    watch: { elapsedMs: () => 0, sleep: () => Promise.resolve() },
    print: (lines: readonly string[]) => void printed.push(...lines.map((line) => `${line}\n`)),
    warn: (text: string) => void warned.push(text),
  };
  const code = await redrive({ stack: 'Mine', dryRun: false, json: false, ...options }, deps);
  const bodies = (name: string) => queues[queueUrl(name)]?.messages.map(({ body }) => body);
  return { code, printed: printed.join(''), warned, queues, bodies };
}

it('moves the dead letters of each queue back to that queue, except those that came after it began', async () => {
  const { code, printed, bodies } = await run();

  expect(code).toBe(0);
  expect(printed).toBe(
    'intake: 2 messages moved, result not known\narchive of team: 1 message moved, result not known\n',
  );
  expect(bodies('intake')).toEqual([pointer('team'), pointer('other')]);
  expect(bodies('intake-dead')).toEqual(['late']);
  expect(bodies('team')).toEqual(['job']);
});

it('moves the messages of one endpoint out of the shared queue', async () => {
  const { bodies } = await run({ endpoint: 'team', queue: 'intake' });

  expect(bodies('intake')).toEqual([pointer('team')]);
  expect(bodies('intake-dead')).toEqual([pointer('other'), 'late']);
  expect(bodies('team-dead')).toEqual(['job']);
});

it('moves every message of an endpoint’s own queue, even an unreadable one', async () => {
  const { printed, bodies } = await run({ endpoint: 'team', queue: 'archive' });

  expect(printed).toBe('archive of team: 1 message moved, result not known\n');
  expect(bodies('team')).toEqual(['job']);
});

it('moves messages that SQS does not count yet', async () => {
  const { printed, bodies } = await run({ queue: 'archive' }, undefined, (queue) => {
    queue.count = () => Promise.resolve({ total: 0, hidden: 0, delayed: 0, retentionMs: 0 });
  });

  expect(printed).toBe('archive of team: 1 message moved, result not known\n');
  expect(bodies('team')).toEqual(['job']);
});

it('fails if somebody else is reading the messages, and says when to try again', async () => {
  const { code, printed, warned } = await run({ queue: 'archive' }, undefined, (queue) => {
    queue.hidden.add(queue.messages[0]!.id);
  });

  expect(code).toBe(1);
  expect(printed).toBe('archive of team: nothing to move\n');
  expect(warned.at(-1)).toBe(
    'Problem: archive of team: somebody else is reading 1 message in the dead-letter queue. Run this again in two minutes.',
  );
});

it('counts a message that comes back during the move, even while SQS’s count of hidden ones is late', async () => {
  const { code, printed } = await run(
    { queue: 'archive', follow: { settleMs: 0, maxMs: 0, intervalMs: 1 } },
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

it('sends and deletes nothing in a dry run', async () => {
  const { code, printed, queues } = await run({ dryRun: true, json: true });

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({ dryRun: true, queues: [{ moved: 3 }, { moved: 1 }] });
  const calls = Object.values(queues).flatMap((queue) => queue.calls.map(([call]) => call));
  expect(new Set(calls)).toEqual(new Set(['receive', 'release']));
});

it('fails if messages are not processed when the time is over, and says how many', async () => {
  const follow = { settleMs: 0, maxMs: 0, intervalMs: 1 };

  const { code, printed, warned } = await run({ queue: 'archive', follow });

  expect(code).toBe(1);
  expect(printed).toBe('archive of team: 1 message moved, 1 not processed yet\n');
  expect(warned).toEqual([
    'Moving (0 of 1)',
    'Moving: archive of team (1 of 1)',
    'Moved 1 back',
    'Processing (0 of 1)',
    'Processing: 1 to do (0 of 1)',
    'Not all processed yet',
    expect.stringContaining('Problem: archive of team: 1 message not processed yet'),
  ]);
});

it('ends when the moved messages are processed, although 96 other jobs wait as before', async () => {
  const { code, printed, warned } = await run(
    { queue: 'archive', follow: { settleMs: 0, maxMs: 0, intervalMs: 1 } },
    undefined,
    (_, archive) => {
      for (let index = 0; index < 96; index++) {
        const job = queued('waits', index);
        archive.messages.push(job);
        archive.delayed.add(job.id);
      }
      archive.send = () => Promise.resolve({ id: 'processed at once' });
    },
  );

  expect({ code, printed }).toEqual({
    code: 0,
    printed:
      'archive of team: 1 message moved, as far as can be counted all processed: 96 messages in the queue, 96 before\n',
  });
  expect(warned.at(-1)).toBe('Nothing left to do');
});

it.each<[string, Partial<RedriveOptions>, readonly StackOutput[], RegExp]>([
  [
    'of an older version',
    {},
    [outputOf(iinkedSign)],
    /older version .*deployed the stack.*Deploy it with this version first/,
  ],
  [
    'without EsignWebhooks',
    {},
    [{ key: 'FireOperations', value: 'x' }],
    /The stack "Mine" has no EsignWebhooks/,
  ],
  [
    'of a newer version',
    {},
    [{ key: 'SigningOperations', value: '{"intakeQueueUrl":7}' }],
    /Another version of cdk-esign-webhooks wrote the output SigningOperations/,
  ],
  ['without that construct', { construct: 'Other' }, stackOf([]), /no construct "Other".*it has "Signing"/],
  ['without that endpoint', { endpoint: 'x' }, stackOf([documenso]), /no endpoint "x".*it has "team"/],
  [
    'without an archive',
    { endpoint: 'sign-plus', queue: 'archive' },
    stackOf([signPlus]),
    /"sign-plus" does not archive/,
  ],
  [
    'with two endpoints of that name',
    { endpoint: 'team' },
    [...stackOf([documenso], 'A'), ...stackOf([documenso], 'B')],
    /constructs of the stack have an endpoint "team": "A", "B". Choose one with --construct/,
  ],
])('says what to do with a stack %s', async (_what, options, outputs, words) => {
  await expect(run(options, outputs)).rejects.toThrow(words);
});
