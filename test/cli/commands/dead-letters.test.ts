import {
  deadLetters,
  type DeadLettersDeps,
  type DeadLettersOptions,
} from '../../../cli/commands/dead-letters';
import { readLogLine } from '../../../cli/logs/log-line';
import { memoryQueue, queued } from '../queues/memory-queue';
import { documenso, stackOf } from '../stack-of';

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

/** Runs the command on one kind of queue. */
async function run(
  queue: 'intake' | 'archive',
  json: boolean,
  deps: Pick<DeadLettersDeps, 'openQueue' | 'readLog' | 'now'>,
  filter: Partial<DeadLettersOptions> = {},
) {
  const printed: string[] = [];
  const warned: string[] = [];
  const code = await deadLetters(
    { stack: 'Mine', json, all: false, maxMessages: 100, queue, ...filter },
    {
      ...deps,
      readOutputs: () => Promise.resolve(stackOf([documenso])),
      print: (lines) => void printed.push(...lines.map((line) => `${line}\n`)),
      warn: (text) => void warned.push(text),
    },
  );
  return { code, printed: printed.join(''), warned };
}

it.each<[string, number, object]>([
  [
    'put by the archiver: its reason',
    givenUpAt + 1_000,
    { why: expect.stringMatching(/^unauthorized: /) as string, tries: 200 },
  ],
  [
    'moved by SQS after a redrive: the later failure in the log',
    givenUpAt + 60 * minute,
    { why: expect.stringMatching(/^AccessDeniedException: /) as string, tries: 20 },
  ],
])('explains a job in the dead-letter queue that was %s', async (_how, sentAt, why) => {
  const message = queued(job, sentAt);
  const line = {
    message: 'message failed',
    messageId: message.id,
    tries: 20,
    error: 'AccessDeniedException',
  };
  const failure = readLogLine(JSON.stringify(line), sentAt + 60 * minute)!;

  const { printed } = await run('archive', true, {
    openQueue: () => memoryQueue([message]),
    readLog: () => Promise.resolve([failure]),
    now: () => givenUpAt + 24 * 60 * minute,
  });

  expect(JSON.parse(printed)).toHaveProperty(
    'queues.0.letters.0',
    expect.objectContaining({ kind: 'archive job', ...why }),
  );
});

it('says how many messages are not visible because somebody else is reading them', async () => {
  const queue = memoryQueue([queued(job), queued(job), queued(job)]);
  queue.hidden.add(queue.messages[0]!.id).add(queue.messages[1]!.id);

  const { printed } = await run('archive', false, {
    openQueue: () => queue,
    readLog: () => Promise.resolve([]),
    now: () => givenUpAt,
  });

  expect(printed).toMatch(
    /\n\narchive of team: 1 of about 3 messages, 2 not visible: somebody else is reading them, or SQS has not updated its counts. Run this again in two minutes\n/,
  );
});

it('lists the messages without their bodies, with a problem, if the log cannot be read', async () => {
  const { code, printed, warned } = await run('intake', true, {
    openQueue: () => memoryQueue([queued('canary', 1)]),
    readLog: () => Promise.reject(new Error('access denied: logs:FilterLogEvents')),
    now: () => 1_000,
  });

  expect(code).toBe(1);
  expect(warned).toEqual(['Problem: intake: access denied: logs:FilterLogEvents']);
  expect(printed).toContain('not one of ours');
  expect(printed).not.toContain('canary');
});

describe('two hundred dead letters', () => {
  const many = Array.from({ length: 200 }, (_, index) =>
    queued(index < 150 ? job : job.replace('unauthorized', 'not-found'), givenUpAt + index),
  );
  const deps = {
    openQueue: () => memoryQueue(many),
    readLog: () => Promise.resolve([]),
    now: () => givenUpAt + 60 * minute,
  };
  const filtered = { maxMessages: 1_000 };

  it('begin with a summary, and are listed by the first few with each reason', async () => {
    const { printed } = await run('archive', false, deps, filtered);

    expect(printed.split('\n').slice(0, 5)).toEqual([
      '150 × unauthorized, archive: team 150',
      '50 × not-found, archive: team 50',
      '',
      'archive of team: 200 messages',
      '  archive job, endpoint team, envelope E-1, received 2026-11-18T10:00:00.000Z',
    ]);
    expect(printed.split('\n')).toHaveLength(31);
    expect(printed).toContain('  … and 147 more with the reason unauthorized: --all lists them\n');
  });

  it('are all listed on demand', async () => {
    const { printed } = await run('archive', false, deps, { ...filtered, all: true });

    expect(printed.match(/envelope E-1/g)).toHaveLength(200);
    expect(printed).not.toContain('more with the reason');
  });

  it('are all in the JSON, with the summary', async () => {
    const { printed } = await run('archive', true, deps, filtered);

    expect(JSON.parse(printed)).toMatchObject({
      summary: [
        {
          reason: 'unauthorized',
          queue: 'archive',
          count: 150,
          endpoints: [{ endpoint: 'team', count: 150 }],
        },
        { reason: 'not-found', queue: 'archive', count: 50, endpoints: [{ endpoint: 'team', count: 50 }] },
      ],
      queues: [{ letters: { length: 200 } }],
    });
  });

  it('are filtered by reason and age', async () => {
    const old = { ...deps, now: () => givenUpAt + 2 * 60 * minute + 10 };

    const { printed } = await run('archive', true, old, {
      ...filtered,
      olderThanHours: 2,
      reason: 'unauthorized',
    });
    const { printed: none } = await run('archive', true, old, {
      ...filtered,
      olderThanHours: 2,
      reason: 'not-found',
    });

    expect(JSON.parse(printed)).toMatchObject({ summary: [{ count: 10 }] });
    expect(JSON.parse(none)).toMatchObject({ summary: [], queues: [{ count: 200, letters: [] }] });
  });
});
