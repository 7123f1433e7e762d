import { CommandFailure } from '../../../cli/command-failure';
import { replay, type ReplayOptions } from '../../../cli/commands/replay';
import type { ReplayedEvent } from '../../../cli/replay/bus-message';
import { lineProgress } from '../../../cli/terminal/progress';
import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { stopwatch } from '../fake-time';
import { memoryQueue } from '../queues/memory-queue';
import { MemoryArchive } from '../replay/memory-archive';
import { manifest, manifestKey, recordedPast } from '../replay/past-world';
import { iinkedSign, queueUrl, stackOf } from '../stack-of';

const endpoint = { ...iinkedSign, endpoint: 'iinked-sign' };
const startedAt = Date.parse('2026-11-28T10:00:00.000Z');
const mine = queueUrl('mine');

interface World {
  readonly options?: Partial<ReplayOptions>;
  readonly archive?: MemoryArchive;
  readonly invoke?: (payload: string) => Promise<void>;
  /** How many webhooks wait in the intake queue, at each look. */
  readonly intake?: readonly number[];
  readonly answer?: boolean;
}

async function run({ options, archive, invoke, intake = [], answer = false }: World = {}) {
  const { archive: past } = await recordedPast();
  const queue = memoryQueue();
  const put: (readonly [string, ReplayedEvent])[] = [];
  const stdout: string[] = [];
  const stderr: string[] = [];
  const asked: string[] = [];
  const looks = [...intake];
  const warn = (line: string) => void stderr.push(line);
  const watch = stopwatch();
  let interrupted: () => void = () => undefined;
  const code = await replay(
    {
      ...{ stack: 'Mine', toBus: false, rate: 5, maxWaiting: 1_000, dryRun: false, json: false },
      ...options,
    },
    {
      readOutputs: () => Promise.resolve(stackOf([endpoint])),
      openArchive: () => archive ?? past,
      openQueue: (url) => {
        if (url === mine) return queue;
        const counts = { hidden: 0, delayed: 0, retentionMs: 0 };
        return { ...memoryQueue(), count: () => Promise.resolve({ total: looks.shift() ?? 0, ...counts }) };
      },
      invokeFunction: (_name, payload) => invoke?.(payload) ?? Promise.resolve(),
      putReplayedEvent: (bus, event) => Promise.resolve(void put.push([bus, event])),
      confirm: (question) => (asked.push(question), Promise.resolve(answer)),
      startProgress: lineProgress(warn),
      onInterrupt: (report) => ((interrupted = report), () => undefined),
      watch,
      serverNow: () => startedAt,
      print: (lines) => void stdout.push(...lines),
      warn,
    },
  ).catch((error: unknown) => error);
  const messages = queue.messages.map(({ body }) => JSON.parse(body) as { detail: SigningEvent });
  return { code, stdout, stderr, queue, messages, put, asked, watch, interrupted, looks };
}

const failed = (outcome: unknown) => (outcome as CommandFailure).message;

describe('the consumer', () => {
  it('gets each event as EventBridge sends it, with its id, its fields and replayedAt, in the order of time', async () => {
    const { published } = await recordedPast();

    const { code, messages, stdout } = await run({ options: { to: mine } });

    expect(code).toBe(0);
    expect(messages).toEqual(
      published.map((event) => ({
        version: '0',
        id: expect.stringMatching(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
        ) as string,
        'detail-type': event.type,
        source: 'esign.iinked-sign',
        account: '1',
        time: '2026-11-21T10:00:00Z',
        region: 'eu-west-1',
        resources: [],
        detail: {
          ...event,
          record: { ...event.record, bucket: 'archive' },
          replayedAt: '2026-11-28T10:00:00.000Z',
        },
      })),
    );
    expect(stdout[0]).toBe('Replayed: 3 events.');
  });

  it('gets the same message if it gets an event twice', async () => {
    const [one, other] = [await run({ options: { to: mine } }), await run({ options: { to: mine } })];

    expect(one.queue.messages.map(({ body }) => body)).toEqual(other.queue.messages.map(({ body }) => body));
  });

  it('gets only what is asked for', async () => {
    const { archive } = await recordedPast();
    archive.put(manifestKey, manifest(), 9_000);
    const types = async (options: Partial<ReplayOptions>) =>
      (await run({ archive, options: { to: mine, ...options } })).messages.map(({ detail }) => detail.type);

    expect(await types({ types: ['envelope.archived'] })).toEqual(['envelope.archived']);
    expect(await types({ envelope: manifest().envelope.id })).toHaveLength(4);
    expect(await types({ envelope: 'another' })).toEqual([]);
    expect(await types({ since: '1970-01-01T00:00:09Z' })).toEqual(['envelope.archived']);
    expect(await types({ until: '1970-01-01T00:00:01.500Z' })).toEqual(['recipient.signed']);
  });

  it('that is a function is invoked again after a failure, and then the replay ends and says how to go on', async () => {
    const calls: string[] = [];
    const invoke = (payload: string) => {
      const { detail } = JSON.parse(payload) as { detail: SigningEvent };
      calls.push(detail.type);
      if (calls.length < 3) return Promise.resolve();
      return Promise.reject(new CommandFailure('The function mine failed: its log says why.'));
    };

    const { code, stderr, watch } = await run({ invoke, options: { to: 'mine', types: undefined } });

    expect(calls).toHaveLength(5);
    expect(watch.elapsedMs()).toBeGreaterThanOrEqual(17_000);
    expect(failed(code)).toMatch(
      /^The function mine failed: its log says why\. The event \S+ of webhooks\/\S+\.json was not taken \(id [0-9a-f]{64}\)\.$/,
    );
    const goOn =
      /^Replayed up to (\S+)\. To go on: `npx --no-install cdk-esign-webhooks replay --stack Mine --until \S+ --to mine --rate 5 --max-waiting 1000 --after (\S+)`\.$/;
    const [, key = '', after] = goOn.exec(stderr.at(-1) ?? '') ?? [];
    expect(after).toBe(key);

    const rest = await run({ options: { to: mine, after: key } });
    expect(rest.messages).toHaveLength(1);
  });
});

it('that ends at its first event names it, and begins again in the same past, at the same speed', async () => {
  const invoke = () => Promise.reject(new CommandFailure('The function mine failed.'));
  const until = '2026-11-28T10:00:00.000Z';

  const { code, stderr } = await run({ invoke, options: { to: 'mine', rate: 1, maxWaiting: 0 } });

  expect(failed(code)).toMatch(/The event recipient\.signed of webhooks\/\S+ was not taken/);
  expect(stderr.at(-1)).toBe(
    `Nothing was replayed. To go on: \`npx --no-install cdk-esign-webhooks replay --stack Mine --until ${until} --to mine --rate 1 --max-waiting 0\`.`,
  );
});

it('finds an envelope without a bundle, also if its records lie below an older id', async () => {
  const { archive, published } = await recordedPast();
  const moved = new MemoryArchive();
  for await (const { key, storedAt } of archive.list('webhooks/')) {
    const text = (await archive.read(key))!.toString();
    moved.put(key.replace(published[0]!.envelope!.id, '4711'), text, storedAt.getTime());
  }

  const found = async (envelope: string) =>
    (await run({ archive: moved, options: { to: mine, envelope } })).messages.length;

  expect(await found(published[0]!.envelope!.id)).toBe(3);
  expect(await found('another')).toBe(0);
});

describe('the speed', () => {
  it('is five events in a second', async () => {
    expect((await run({ options: { to: mine } })).watch.elapsedMs()).toBe(400);
    expect((await run({ options: { to: mine, rate: 1 } })).watch.elapsedMs()).toBe(2_000);
  });

  it('is nothing while webhooks wait in the intake queue, or messages in the consumer’s', async () => {
    const { code, stderr, looks, watch } = await run({ intake: [500, 101, 100], options: { to: mine } });

    expect([code, looks]).toEqual([0, []]);
    expect(watch.elapsedMs()).toBe(10_400);
    expect(stderr).toContain(
      'Paused: 500 messages wait in the intake queue. It goes on when they are 100 at most.',
    );
  });
});

describe('--to-bus', () => {
  it('asks first, and puts nothing on the bus without a yes', async () => {
    const { code, put, asked } = await run({ options: { toBus: true } });

    expect([code, put]).toEqual([1, []]);
    expect(asked).toEqual([
      expect.stringContaining('each rule of yours without a condition for replayedAt') as string,
    ]);
  });

  it('puts each event on the bus, marked as replayed', async () => {
    const { code, put } = await run({ answer: true, options: { toBus: true } });

    expect(code).toBe(0);
    expect(put.map(([bus, { source }]) => [bus, source])).toEqual(
      Array(3).fill(['bus', 'esign.iinked-sign']),
    );
    for (const [, { detail }] of put) expect(JSON.parse(detail)).toHaveProperty('replayedAt');
  });
});

describe('--dry-run', () => {
  it('counts, and sends nothing to anybody', async () => {
    const { code, stdout, queue, put } = await run({ options: { dryRun: true, to: mine } });

    expect([code, queue.calls, put]).toEqual([0, [], []]);
    expect(stdout).toEqual([
      'To replay: 3 events.',
      '  1  document.completed',
      '  1  envelope.completed',
      '  1  recipient.signed',
    ]);
  });

  it('says what is not readable, and the exit code is 1', async () => {
    const { archive } = await recordedPast();
    archive.put(manifestKey, 'not JSON');

    const { code, stderr } = await run({ archive, options: { dryRun: true, json: true } });

    expect(code).toBe(1);
    expect(stderr.at(-1)).toBe(
      `Problem: ${manifestKey} is not what its key says, so no event was made of it.`,
    );
  });
});

it.each<[string, Partial<ReplayOptions>, RegExp]>([
  ['no consumer', {}, /^Give one of two: --to/],
  ['two consumers', { to: mine, toBus: true }, /^Give one of two: --to/],
  ['a queue of the pipeline', { to: queueUrl('intake') }, /a part of the pipeline/],
  ['an unknown place to go on', { to: mine, after: 'nope' }, /none of the 3 objects/],
  ['a date that is none', { to: mine, since: 'yesterday' }, /--since is "yesterday", which is no date/],
])('%s is refused in words, and nothing is sent', async (_what, options, words) => {
  const { code, queue, put } = await run({ options });

  expect(failed(code)).toMatch(words);
  expect([queue.messages, put]).toEqual([[], []]);
});

it('an interruption says how to go on, once an object is done', async () => {
  const { interrupted, stderr } = await run({ options: { to: mine, types: ['envelope.completed'] } });
  const before = stderr.length;

  interrupted();

  expect(stderr.slice(before)).toEqual([
    expect.stringMatching(
      /^Replayed up to webhooks\/\S+\. To go on: `.* --after \S+ --type envelope\.completed`\.$/,
    ) as string,
  ]);
});

it('prints no body of a webhook, and no name or address of a signer', async () => {
  const outcomes = [
    await run({ options: { to: mine } }),
    await run({ options: { dryRun: true } }),
    await run({ options: { dryRun: true, json: true } }),
  ];
  const all = outcomes.flatMap(({ stdout, stderr }) => [...stdout, ...stderr]).join('\n');

  expect(all).not.toMatch(/@|canary|token/i);
});
