import { CommandFailure } from '../../../cli/command-failure';
import { dropDeadLetters, type DropOptions } from '../../../cli/commands/drop-dead-letters';
import { lineProgress } from '../../../cli/terminal/progress';
import { memoryQueue, queued, type MemoryQueue } from '../queues/memory-queue';
import { documenso, queueUrl, signPlus, stackOf } from '../stack-of';

const hour = 3_600_000;
const now = 100 * hour;
const body = 'canary-of-a-body';

const job = (envelopeId: string, reason: string) =>
  JSON.stringify({
    version: 1,
    provider: 'documenso',
    endpoint: 'team',
    envelopeId,
    completionEventId: 'c',
    firstSeenAt: '2026-11-18T10:00:00.000Z',
    attempt: 0,
    givenUp: { reason, at: new Date(now).toISOString(), tries: 12 },
  });

const pointer = (endpoint: string) =>
  JSON.stringify({ version: 1, spooled: { key: `${endpoint}/0b9f6c1e-7d0a-4a55-9d6d-0f2f7f8f2a11.json` } });

type Changeable = { -readonly [Key in keyof MemoryQueue]: MemoryQueue[Key] };

interface World {
  readonly intake: Changeable;
  readonly archive: Changeable;
  /** The lines of the file, and every deletion, in their order. */
  readonly done: string[];
  /** Replaces the answer to the question. */
  answer: boolean;
  /** Makes the file fail from this line on. */
  maxLines: number;
}

/** Runs the command on three jobs and three messages of the intake. */
async function run(options: Partial<DropOptions>, prepare: (world: World) => void = () => undefined) {
  const intake = memoryQueue([
    queued(pointer('team'), now - 9 * hour),
    queued(pointer('sign-plus')),
    queued(body),
  ]);
  const archive = memoryQueue([
    queued(job('E-1', 'not-found'), now - 3 * hour, { Trace: { DataType: 'String', StringValue: 'x' } }),
    queued(job('E-2', 'not-found'), now - hour),
    queued(job('E-3', 'unauthorized'), now - 3 * hour),
  ]);
  const world: World = { intake, archive, done: [], answer: true, maxLines: Infinity };
  for (const queue of [world.intake, world.archive]) {
    const { remove } = queue;
    queue.remove = async (messages) => {
      await remove(messages);
      world.done.push(...messages.map(({ id }) => `deleted ${id}`));
    };
  }
  prepare(world);
  const [printed, warned, asked]: [string[], string[], string[]] = [[], [], []];
  const files: string[] = [];
  const code = await dropDeadLetters(
    { stack: 'Mine', maxMessages: 100, everything: false, all: false, ...options },
    {
      readOutputs: () => Promise.resolve(stackOf([documenso, signPlus])),
      openQueue: (url) => (url === queueUrl('intake-dead') ? intake : archive),
      readLog: () => Promise.resolve([]),
      now: () => now,
      startProgress: lineProgress(() => undefined),
      confirm: (question) => {
        asked.push(question);
        return Promise.resolve(world.answer);
      },
      createFile: (path) => {
        files.push(path);
        return Promise.resolve({
          add: (lines) => {
            if (world.done.length + lines.length > world.maxLines)
              return Promise.reject(new CommandFailure('The disk is full.'));
            world.done.push(...lines);
            return Promise.resolve();
          },
          close: () => Promise.resolve(void world.done.push('closed')),
        });
      },
      print: (lines) => void printed.push(...lines),
      warn: (line) => void warned.push(line),
    },
  ).catch((error: Error) => error.message);
  const left = [...intake.messages, ...archive.messages].map(
    ({ sentAt, body: text }) => text + String(sentAt * 0),
  );
  return { ...world, code, printed: printed.join('\n'), warned, asked, files, left: left.length };
}

const notFound = { reason: 'not-found', file: 'dropped.jsonl' };

it('writes the selected messages, whole, before it deletes them, and leaves the others visible', async () => {
  const { code, printed, asked, files, done, archive, intake } = await run(notFound);

  expect(code).toBe(0);
  expect(files).toEqual(['dropped.jsonl']);
  expect(asked).toEqual([
    '2 messages will be removed for good from the dead-letter queues, and written to dropped.jsonl. Go on?',
  ]);
  expect(done.slice(0, 2).map((line) => JSON.parse(line) as object)).toEqual([
    {
      queue: 'archive of team',
      messageId: expect.any(String) as string,
      sentAt: new Date(now - 3 * hour).toISOString(),
      attributes: { Trace: { DataType: 'String', StringValue: 'x' } },
      body: job('E-1', 'not-found'),
    },
    expect.objectContaining({ body: job('E-2', 'not-found') }),
  ]);
  expect(done.slice(2)).toEqual([
    expect.stringMatching(/^deleted/),
    expect.stringMatching(/^deleted/),
    'closed',
  ]);
  expect(archive.messages.map((message) => message.body)).toEqual([job('E-3', 'unauthorized')]);
  expect(intake.messages).toHaveLength(3);
  expect([...archive.hidden, ...intake.hidden]).toEqual([]);
  expect(printed).toMatch(/^2 × not-found, archive: team 2\n/);
  expect(printed).toContain('2 messages removed. They are in dropped.jsonl');
});

it.each<[string, Partial<DropOptions>, number]>([
  ['an endpoint: its queue, and its messages in the shared one', { endpoint: 'team' }, 4],
  ['an endpoint that does not archive', { endpoint: 'sign-plus' }, 1],
  ['an age', { olderThanHours: 2 }, 5],
  ['a reason and an age', { reason: 'not-found', olderThanHours: 2 }, 1],
  ['a queue and everything in it', { queue: 'archive', everything: true }, 3],
  ['everything', { everything: true }, 6],
  ['a reason that no message has', { reason: 'not-foun' }, 0],
])('selects by %s', async (_what, options, count) => {
  const { code, left } = await run({ ...options, file: 'x' });

  expect({ code, left }).toEqual({ code: 0, left: 6 - count });
});

it('needs a filter: a queue alone is none', async () => {
  const { code, left } = await run({ file: 'x', queue: 'archive' });

  expect(code).toMatch(
    /Say which messages to remove with --reason, --endpoint or --older-than, or give --everything/,
  );
  expect(left).toBe(6);
});

it.each<[string, Partial<DropOptions>, (world: World) => void]>([
  ['without a file', { reason: 'not-found' }, () => undefined],
  ['without a yes', notFound, (world) => void (world.answer = false)],
  ['if the disk is full', notFound, (world) => void (world.maxLines = 1)],
  [
    'if a queue cannot be read',
    notFound,
    ({ archive }) => (archive.receive = () => Promise.reject(new CommandFailure('denied'))),
  ],
])('removes nothing %s', async (_what, options, prepare) => {
  const { left, done, printed, archive } = await run(options, prepare);

  expect(left).toBe(6);
  expect(done.filter((line) => line !== 'closed')).toEqual([]);
  expect([...archive.hidden]).toEqual([]);
  expect(printed).not.toContain('removed. They are');
});

it('says how many messages SQS did not delete, although the file has them', async () => {
  const { code, warned, printed, left } = await run(notFound, ({ archive }) => {
    const { remove } = archive;
    let calls = 0;
    archive.remove = (messages) =>
      ++calls === 1 ? Promise.reject(new CommandFailure('denied')) : remove(messages);
  });

  expect({ code, left }).toEqual({ code: 1, left: 5 });
  expect(printed).toContain('1 message removed.');
  expect(warned).toEqual([
    'Problem: SQS did not delete 1 message that the file has. Run this again with another file.',
  ]);
});

it('says how many messages it could not see any more', async () => {
  const { code, warned } = await run(notFound, ({ archive }) => {
    const { release } = archive;
    archive.release = async (messages) => {
      await release(messages.filter(({ body: text }) => !text.includes('E-2')));
    };
  });

  expect(code).toBe(1);
  expect(warned).toEqual(['Problem: 1 message could not be seen any more. Run this again in two minutes.']);
});

it('says that it did not look at messages behind the limit', async () => {
  const { code, warned } = await run({ ...notFound, maxMessages: 2 });

  expect(code).toBe(1);
  expect(warned).toContainEqual(expect.stringMatching(/archive of team: only 2 messages were looked at/));
});

it('prints no body', async () => {
  const { printed, warned } = await run({ everything: true, file: 'x', all: true });

  expect(printed + warned.join('')).not.toContain(body);
});
