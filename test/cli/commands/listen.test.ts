import { CommandFailure } from '../../../cli/command-failure';
import { listen, type ListenOptions } from '../../../cli/commands/listen';
import type { StackOutput } from '../../../cli/stack/outputs';
import { sweepListeners } from '../../../cli/listen/sweep-listeners';
import { FakeListeners, Killed } from '../listen/fake-listeners';
import { documenso, signPlus, stackOf } from '../stack-of';

const prefix = 'Mine-listen-';
const startedAt = Date.parse('2026-11-28T10:00:00.000Z');
const minute = 60_000;

const event = (detail: object = {}, type = 'envelope.completed') => ({
  source: 'esign.documenso',
  'detail-type': type,
  detail: { id: 'event-1', endpoint: 'team', envelope: { id: 'envelope_a', title: 'Lease' }, ...detail },
});

interface World {
  readonly options?: Partial<ListenOptions>;
  readonly outputs?: readonly StackOutput[];
  readonly account?: FakeListeners;
  /** What happens in each second, until `undefined` ends the listening. */
  readonly seconds?: readonly (((account: FakeListeners) => void) | undefined)[];
  /** The time at which the command starts, in milliseconds after the first one. */
  readonly at?: number;
}

let ids = 0;

/** Runs the command. Each receive takes a second; Ctrl-C comes after the last one of `seconds`. */
async function run({ options, outputs, account = new FakeListeners(), seconds = [], at = 0 }: World = {}) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  let elapsed = 0;
  const controller = new AbortController();
  const pending = [...seconds];
  const code = await listen(
    { stack: 'Mine', json: false, ...options },
    {
      readOutputs: () => Promise.resolve(outputs ?? stackOf([documenso, signPlus])),
      listeners: account,
      openQueue: (url) => {
        const { messages } = account.queueAt(url);
        const receive = (hiddenSeconds: number) => {
          elapsed += 1_000;
          pending.shift()?.(account);
          if (pending.length === 0) controller.abort();
          return messages.receive(hiddenSeconds);
        };
        return { ...messages, receive };
      },
      watch: {
        elapsedMs: () => elapsed,
        sleep: (ms) => Promise.resolve(void (elapsed += ms)),
      },
      serverNow: () => startedAt + at + elapsed,
      newId: () => `${String(++ids).padStart(8, '0')}-0000-4000-8000-000000000000`,
      awaitInterruption: () => ({ signal: controller.signal, end: () => undefined }),
      print: (lines) => void stdout.push(...lines),
      warn: (line) => void stderr.push(line),
    },
  ).catch((error: unknown) => error);
  return { code, stdout, stderr, account, elapsed };
}

const nothing = () => undefined;
const publish = (one: object, id?: string) => (account: FakeListeners) => account.publish(one, id);

describe('the lines', () => {
  it('show each event, in the order in which they came, and what sets it apart', async () => {
    const { code, stdout } = await run({
      seconds: [
        publish(event()),
        publish(event({ id: 'event-2', test: true, problem: 'body-not-json' }, 'provider.event')),
        publish(event({ id: 'event-3', foundBy: 'import' }, 'envelope.archived')),
        publish(event({ id: 'event-4', replayedAt: '2026-11-28T10:00:00Z', envelope: undefined })),
      ],
    });

    expect(code).toBe(0);
    expect(stdout).toEqual([
      '2026-11-28T10:00:00Z  envelope.completed       team  envelope_a  "Lease"',
      '2026-11-28T10:00:00Z  provider.event           team  envelope_a  "Lease"  [test]  [problem: body-not-json]',
      '2026-11-28T10:00:00Z  envelope.archived        team  envelope_a  "Lease"  [import]',
      '2026-11-28T10:00:00Z  envelope.completed       team  -  [replay]',
    ]);
  });

  it('are whole events with --json, one in each line', async () => {
    const { stdout } = await run({ options: { json: true }, seconds: [publish(event(), 'delivery-1')] });

    expect(stdout.map((line) => JSON.parse(line) as unknown)).toEqual([
      { id: 'delivery-1', time: '2026-11-28T10:00:00Z', ...event() },
    ]);
  });

  it('leave out what EventBridge delivers twice, and flag what is published twice', async () => {
    const { stdout } = await run({
      seconds: [publish(event(), 'one'), publish(event(), 'one'), publish(event(), 'two')],
    });

    expect(stdout).toHaveLength(2);
    expect(stdout[0]).not.toContain('[again]');
    expect(stdout[1]).toContain('[again]');
  });

  it('never show the probe, nor a message that is no event', async () => {
    const { stdout, stderr } = await run({ seconds: [nothing, publish({ detail: 7 })] });

    expect(stdout).toEqual([]);
    expect(stderr.at(-1)).toBe('A message in the queue is no event. It is left out.');
  });
});

describe('it says that it listens', () => {
  it('when its first probe came through', async () => {
    const account = new FakeListeners();
    account.probesLost = 3;

    const { stderr, elapsed } = await run({ account, seconds: Array<() => void>(20).fill(nothing) });

    expect(account.calls.filter((call) => call === 'putProbe')).toHaveLength(4);
    expect(stderr).toEqual([
      expect.stringMatching(/^Making a rule on the bus bus/) as string,
      'Listening to sign-plus, team. Press Ctrl-C to end.',
    ]);
    expect(elapsed).toBe(20_000);
  });

  it('and fails in words if no probe comes through, and leaves nothing', async () => {
    const account = new FakeListeners();
    account.probesLost = 1_000;

    const { code, account: after } = await run({ account, seconds: Array<() => void>(200).fill(nothing) });

    expect((code as Error).message).toMatch(/^No event comes from the bus .* its policy must let events/);
    expect(after.left).toEqual([]);
  });
});

describe('nothing is left', () => {
  it('after Ctrl-C, and after the time of --for', async () => {
    expect((await run({ seconds: [nothing, nothing] })).account.left).toEqual([]);
    const timed = await run({ options: { maxMs: 5_000 }, seconds: Array<() => void>(99).fill(nothing) });

    expect(timed).toMatchObject({ code: 0, elapsed: 5_000 });
    expect(timed.account.left).toEqual([]);
  });

  it.each(['putRule', 'createQueue', 'putTarget'])(
    'after a failure of %s, or a lost answer of it',
    async (call) => {
      for (const when of ['before', 'after'] as const) {
        const account = new FakeListeners();
        account[when] = (name) => {
          if (name === call) throw new CommandFailure('AWS has a fault.');
        };

        const { code } = await run({ account });

        expect(code).toEqual(new CommandFailure('AWS has a fault.'));
        expect(account.left).toEqual([]);
      }
    },
  );

  it('or the words say what, and the exit code is 1', async () => {
    const account = new FakeListeners();
    account.before = (name) => {
      if (name === 'deleteQueue') throw new CommandFailure('Denied.');
    };

    const { code, stderr } = await run({ account, seconds: [nothing] });

    expect(code).toBe(1);
    expect(stderr.at(-1)).toMatch(/^The rule and the queue Mine-listen-\S+ are still there: .* Denied\.$/);
  });
});

describe('a killed listen', () => {
  /** Runs the command and kills it before or after the nth call. Returns the account as it is then. */
  async function killedAt(number: number, when: 'before' | 'after'): Promise<FakeListeners> {
    const account = new FakeListeners();
    const kill = (_call: string, current: number) => {
      if (current >= number) throw new Killed();
    };
    account[when] = kill;
    const { code } = await run({ account, seconds: [nothing, publish(event()), nothing] });
    if (account.calls.length >= number) expect(code).toBeInstanceOf(Killed);
    account[when] = nothing;
    account.calls.length = 0;
    return account;
  }

  it.each(['before', 'after'] as const)(
    'at any call (%s it is done) is swept by the next one, once its time is over',
    async (when) => {
      const total = (await run({ seconds: [nothing, publish(event()), nothing] })).account.calls.length;
      expect(total).toBeGreaterThanOrEqual(8);
      for (let number = 1; number <= total; number++) {
        const account = await killedAt(number, when);
        const left = account.left.length;

        const { code, stderr } = await run({ account, at: 10 * minute, seconds: [nothing] });

        expect({ number, code, left: account.left }).toEqual({ number, code: 0, left: [] });
        expect(stderr.some((line) => line.startsWith('Removed what an earlier listen left'))).toBe(left > 0);
      }
    },
  );

  it('is not swept before its time is over: it may be one that is being made', async () => {
    for (const number of [3, 4, 5]) {
      const account = await killedAt(number, 'after');
      const left = [...account.left];
      expect(left).not.toEqual([]);

      await run({ account, at: 2 * minute, seconds: [nothing] });

      expect(account.left).toEqual(left);
    }
  });
});

describe('other listeners', () => {
  it('of a colleague stay, as long as they renew themselves', async () => {
    const account = new FakeListeners();
    const removed: string[] = [];
    let second = 0;
    // A colleague's listen sweeps each minute, while this one runs for an hour.
    const colleague = () => {
      if (++second % 60 !== 0) return;
      const deps = { resources: account, serverNow: () => startedAt + second * 1_000 };
      void sweepListeners({ ...deps, warn: (line) => void removed.push(line) }, { name: 'bus' }, prefix);
    };

    const { code } = await run({ account, seconds: Array<() => void>(3_600).fill(colleague) });

    expect(account.calls.filter((call) => call === 'listensUntil')).toHaveLength(60);
    expect({ code, removed, left: account.left }).toEqual({ code: 0, removed: [], left: [] });
  });

  it('of other stacks, and rules that a person made, are never touched', async () => {
    const account = new FakeListeners();
    for (const name of [`${prefix}mine`, `${prefix}other-listen-0000000001-01234567`, 'Mine-listener']) {
      await account.putRule('', name, '{}');
    }
    const left = account.left;

    await run({ account, seconds: [nothing] });

    expect(account.left).toEqual(left);
  });

  it('that cannot be swept stop nothing', async () => {
    const account = new FakeListeners();
    account.before = (name) => {
      if (name === 'ruleNames') throw new CommandFailure('You need events:ListRules.');
    };

    const { code, stderr, stdout } = await run({ account, seconds: [publish(event())] });

    expect([code, stdout.length]).toEqual([0, 1]);
    expect(stderr[0]).toBe(
      'What an earlier listen left, if anything, is still there. You need events:ListRules.',
    );
  });
});

describe('a network that fails', () => {
  /** Runs the command while so many renewals fail. */
  async function runWhileFailing(count: number) {
    const account = new FakeListeners();
    let failures = 0;
    account.before = (name) => {
      if (name === 'renew' && ++failures <= count) throw new CommandFailure('AWS did not answer.');
    };
    return run({ account, seconds: Array<() => void>(200).fill(nothing) });
  }

  it('for a moment ends nothing', async () => {
    const { code, stderr } = await runWhileFailing(4);

    expect(code).toBe(0);
    expect(stderr.slice(-2)).toEqual([
      'AWS did not answer. Trying again for two minutes.',
      'AWS answers again.',
    ]);
  });

  it('for longer ends it, and it removes what it made', async () => {
    const { code, account } = await runWhileFailing(1_000);

    expect(code).toEqual(new CommandFailure('AWS did not answer.'));
    expect(account.left).toEqual([]);
  });
});

describe('it is refused in words', () => {
  const changed = (change: object): readonly StackOutput[] =>
    stackOf([documenso]).map((output) =>
      output.key.endsWith('Operations')
        ? { ...output, value: JSON.stringify({ ...(JSON.parse(output.value) as object), ...change }) }
        : output,
    );

  it.each([
    [
      'of a bus of another account',
      { eventBusArn: 'arn:aws:events:eu-west-1:2:event-bus/shared' },
      /another account or region/,
    ],
    ['of an older stack', { eventBusArn: undefined }, /Deploy it with this version first/],
    ['of a stack without names for it', { listenPrefix: undefined }, /Deploy it with this version first/],
  ])('%s', async (_what, change, words) => {
    const { code, account } = await run({ outputs: changed(change) });

    expect((code as Error).message).toMatch(words);
    expect(account.calls).toEqual([]);
  });

  it('where several constructs are meant, and an unknown endpoint', async () => {
    const outputs = [...stackOf([documenso]), ...stackOf([signPlus], 'Other')];

    expect((await run({ outputs })).code).toEqual(
      new CommandFailure(
        'The stack has several constructs: "Other", "Signing". Choose one with --construct, or an endpoint with --endpoint.',
      ),
    );
    expect((await run({ options: { endpoint: 'nope' } })).code).toBeInstanceOf(CommandFailure);
  });

  it('and an endpoint chooses its construct', async () => {
    const outputs = [...stackOf([documenso]), ...stackOf([signPlus], 'Other')];
    const rules: string[] = [];
    const account = new FakeListeners();
    account.after = (name) => void (name === 'putRule' && rules.push(...account.rules.values()));

    await run({ account, outputs, options: { endpoint: 'team' }, seconds: [nothing] });

    expect(rules.join('')).toContain('"endpoint":["team"]');
  });
});

it('forwards each event whole, and its answer is on stderr', async () => {
  const posted: string[] = [];
  const post = (json: string) => (posted.push(json), Promise.resolve(200));

  const { stdout, stderr } = await run({ options: { post }, seconds: [publish(event(), 'd'), nothing] });

  expect(posted.map((json) => JSON.parse(json) as unknown)).toEqual([
    { id: 'd', time: '2026-11-28T10:00:00Z', ...event() },
  ]);
  expect(stdout).toHaveLength(1);
  expect(stderr.at(-1)).toBe('  forwarded envelope.completed: 200');
});
