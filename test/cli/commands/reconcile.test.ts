import { CommandFailure } from '../../../cli/command-failure';
import { reconcile, type ReconcileOptions } from '../../../cli/commands/reconcile';
import type { LogLine, LogQuery } from '../../../cli/logs/log-line';
import type { EndpointOutput, StackOutput } from '../../../cli/stack/outputs';
import { lineProgress } from '../../../cli/terminal/progress';
import { reconcileMessageSchema } from '../../../lambda/contracts/reconcile-message';
import { stopwatch } from '../fake-time';
import { memoryQueue } from '../queues/memory-queue';
import { documenso, outputOf, queueUrl, signPlus, stackOf } from '../stack-of';

const queuedAt = Date.parse('2026-11-20T10:00:00.000Z');
const passId = 'import-7';
const minute = 60_000;

type Line = Partial<LogLine> & Pick<LogLine, 'message'>;

interface World {
  readonly options?: Partial<ReconcileOptions>;
  readonly outputs?: readonly StackOutput[];
  /** Each read of a log shows one line more. */
  readonly reconciler?: readonly Line[];
  readonly archiver?: readonly Line[];
  readonly readLog?: () => Promise<readonly LogLine[]>;
}

/** Runs the command at that time, with these logs. */
async function run({ options, outputs, reconciler = [], archiver = [], readLog }: World = {}) {
  const queue = memoryQueue();
  const opened: string[] = [];
  const stdout: string[] = [];
  const stderr: string[] = [];
  const warn = (line: string) => void stderr.push(line);
  const reads = { reconciler: 0, archiver: 0 };
  const growing = ({ logGroup, since }: LogQuery) => {
    const name = logGroup as keyof typeof reads;
    const lines = { reconciler, archiver }[name].slice(0, ++reads[name]);
    const numbered = lines.map((line, index) => ({ at: queuedAt + index, ...line }));
    return Promise.resolve(numbered.filter(({ at }) => at >= since));
  };
  let interrupt: () => void = () => undefined;
  const watch = stopwatch();
  const code = await reconcile(
    {
      stack: 'Mine',
      endpoint: 'team',
      since: '2020-01-01',
      dryRun: false,
      retry: false,
      follow: { maxMs: 30 * minute, intervalMs: minute },
      ...options,
    },
    {
      readOutputs: () => Promise.resolve(outputs ?? stackOf([documenso, signPlus])),
      openQueue: (url) => (opened.push(url), queue),
      readLog: readLog ?? growing,
      startProgress: lineProgress(warn),
      watch,
      serverNow: () => queuedAt,
      newId: () => '7',
      onInterrupt: (report) => ((interrupt = report), () => void (interrupt = () => undefined)),
      print: (lines) => void stdout.push(...lines),
      warn,
    },
  ).catch((error: CommandFailure) => error);
  interrupt();
  const sent = queue.messages.map((message) => reconcileMessageSchema.parse(JSON.parse(message.body)));
  return { code, stdout, stderr, sent, queue, opened, reads, watch };
}

const pass = (message: string, more: Partial<LogLine> = {}): Line => ({ message, passId, ...more });
const job = (message: string, envelopeId: string, more: Partial<LogLine> = {}): Line => ({
  message,
  envelopeId,
  orderId: `${passId}.0`,
  ...more,
});
const ended = (ordered: number, more: Partial<LogLine> = {}) =>
  pass('pass ended', { outcome: 'finished', found: 9, there: 6, waiting: 1, ordered, ...more });

describe('the message', () => {
  it('starts one pass over the past of the endpoint, in the group of the endpoint', async () => {
    const { sent, queue, opened } = await run({ options: { follow: undefined } });

    expect(opened).toEqual([queueUrl('reconcile')]);
    expect(queue.messages).toEqual([expect.objectContaining({ groupId: 'team', attributes: {} })]);
    expect(sent).toEqual([
      {
        version: 1,
        pass: {
          id: passId,
          kind: 'import',
          endpoint: 'team',
          archiveQueue: 'team',
          since: '2020-01-01T00:00:00.000Z',
          startedAt: '2026-11-20T10:00:00.000Z',
          endsAt: '2026-12-03T10:00:00.000Z',
        },
      },
    ]);
  });

  it('asks for a retry of all since the first pass, if there is no date', async () => {
    const { sent } = await run({ options: { follow: undefined, since: undefined, retry: true } });

    expect(sent[0]).toMatchObject({ pass: { retry: true } });
    expect(sent[0]).not.toHaveProperty('pass.since');
  });

  it('asks to count only with --dry-run', async () => {
    expect((await run({ options: { dryRun: true } })).sent[0]).toMatchObject({ pass: { dryRun: true } });
  });
});

describe('a pass is not queued', () => {
  const withoutOutput = (change: Partial<EndpointOutput>) =>
    stackOf([documenso]).map((output) =>
      output.key.endsWith('Operator')
        ? outputOf({ ...(JSON.parse(output.value) as EndpointOutput), ...change })
        : output,
    );

  it.each<[string, World, RegExp]>([
    ['without a date and without --retry', { options: { since: undefined } }, /Give --since .* or --retry/],
    ['with a date that is none', { options: { since: '2020-02-31' } }, /"2020-02-31", which is no date/],
    ['with a date in the future', { options: { since: '2026-11-21' } }, /is in the future/],
    ['with --dry-run and --no-follow', { options: { dryRun: true, follow: undefined } }, /one of the two/],
    ['over an endpoint that does not archive', { options: { endpoint: 'sign-plus' } }, /archive is false/],
    [
      'over an endpoint that does not reconcile',
      { outputs: stackOf([{ ...documenso, reconciles: false }]) },
      /reconcile is false/,
    ],
    [
      'if an earlier version deployed the stack',
      { outputs: withoutOutput({ reconciles: undefined }) },
      /earlier version of cdk-esign-webhooks deployed the stack/,
    ],
  ])('%s', async (_what, world, message) => {
    const { code, queue } = await run(world);

    expect(code).toBeInstanceOf(CommandFailure);
    expect(String(code)).toMatch(message);
    expect(queue.messages).toEqual([]);
  });
});

describe('the pass and its jobs', () => {
  it('are followed until all ordered envelopes are archived', async () => {
    const { code, stdout, stderr } = await run({
      reconciler: [pass('pass goes on', { found: 5, there: 4, ordered: 1 }), ended(2)],
      archiver: [job('bundle archived', 'A'), job('bundle was archived before', 'B')],
    });

    expect(code).toBe(0);
    expect(stdout).toEqual([
      'found:    9',
      'there:    6',
      'waiting:  1 for an earlier order (--retry orders them again at once)',
      'ordered:  2',
      'archived: 2 of the ordered ones',
      'failed:   0 of the ordered ones',
    ]);
    expect(stderr).toContain('Reading the list: found 5, there 4, waiting 0, ordered 1, archived 1');
    expect(stderr).toContain('Archiving (0 of 2)');
  });

  it('fail if one envelope is given up: it is named', async () => {
    const { code, stderr } = await run({
      reconciler: [ended(2)],
      archiver: [job('archiving given up', 'A', { reason: 'not-found' }), job('bundle archived', 'B')],
    });

    expect(code).toBe(1);
    expect(stderr.join('\n')).toMatch(/^Problem: A: not-found: .*\nProblem: `dead-letters --queue archive/m);
  });

  it('do not take the end of another job for their own', async () => {
    const { code, stdout } = await run({
      reconciler: [ended(1)],
      archiver: [job('bundle archived', 'A', { orderId: 'import-77.0' })],
    });

    expect(code).toBe(1);
    expect(stdout).toContain('not yet:  1 of the ordered ones');
  });

  it('are not waited for without end: it says what waits, why, and how to look again', async () => {
    const waits = Array.from({ length: 99 }, (_, attempt) =>
      job('archiving has to wait', 'A', { reason: 'server-error', files: attempt }),
    );
    const { code, stderr, reads } = await run({
      reconciler: [pass('archiving ordered', { envelopeId: 'A' }), ended(1)],
      archiver: waits,
    });

    expect(code).toBe(1);
    expect(reads.archiver).toBeLessThan(40);
    expect(stderr).toContainEqual(
      expect.stringMatching(/^Problem: not archived yet: A: server-error: the provider's API failed/),
    );
    expect(stderr.at(-1)).toMatch(
      /^Problem: 1 ordered envelope has not ended yet\..*`npx --no-install cdk-esign-webhooks reconcile --stack Mine --endpoint team --since 2020-01-01 --dry-run`/,
    );
  });

  it('are followed for hours while the lines of the pass come, although nothing moves', async () => {
    const slow = Array.from({ length: 200 }, (_, index) => pass('pass goes on', { tries: index, found: 5 }));
    const { code, reads } = await run({ reconciler: [...slow, ended(0)] });

    expect(code).toBe(0);
    expect(reads.reconciler).toBe(201);
  });

  it('end at once if nothing is ordered', async () => {
    const { code, stderr } = await run({ reconciler: [ended(0)] });

    expect(code).toBe(0);
    expect(stderr).not.toContainEqual(expect.stringMatching(/^Archiving/));
  });

  it('show why the pass waits for its provider', async () => {
    const { stderr } = await run({
      reconciler: [pass('a pass has to wait', { reason: 'unauthorized' }), ended(0)],
    });

    expect(stderr).toContainEqual(expect.stringMatching(/^Reading the list: .*; waits: unauthorized: the/));
  });

  it.each<[string, readonly Line[], RegExp]>([
    ['says nothing', [], /has not ended: its log says nothing new/],
    [
      'is refused',
      [ended(0, { outcome: 'refused', reason: 'unsupported-version' })],
      /refused: unsupported-v/,
    ],
    ['ends unfinished', [ended(0, { outcome: 'unfinished' })], /end of the list \(unfinished\)/],
    ['may have skipped an envelope', [ended(0, { mayHaveSkipped: true })], /may have hidden an envelope/],
  ])('fail if the pass %s', async (_what, reconciler, message) => {
    const { code, stderr } = await run({ reconciler });

    expect(code).toBe(1);
    expect(stderr.join('\n')).toMatch(message);
  });

  it('go on if their log cannot be read: it says so', async () => {
    const { code, sent } = await run({ readLog: () => Promise.reject(new CommandFailure('Denied.')) });

    expect(sent).toHaveLength(1);
    expect(String(code)).toMatch(/The pass import-7 is queued, and goes on by itself .* Denied\./);
  });
});

it('counts with --dry-run, estimates the time, and follows no job', async () => {
  const { code, stdout, reads } = await run({
    options: { dryRun: true },
    reconciler: [ended(60)],
  });

  expect(code).toBe(0);
  expect(stdout).toContain('to order: 60');
  expect(stdout.at(-1)).toMatch(
    /about 5 minutes.*estimate: 10 seconds for each envelope, 2 at the same time/,
  );
  expect(reads.archiver).toBe(0);
});

it('says after Ctrl-C that the pass goes on, and says nothing of it at the end', async () => {
  let stop: () => void = () => undefined;
  const stderr: string[] = [];
  const options = { stack: 'Mine', endpoint: 'team', since: '2020-01-01', dryRun: false, retry: false };
  await reconcile(
    { ...options, follow: { maxMs: 0, intervalMs: 1 } },
    {
      readOutputs: () => Promise.resolve(stackOf([documenso])),
      openQueue: () => memoryQueue(),
      readLog: () => (stop(), Promise.resolve([])),
      startProgress: lineProgress(() => undefined),
      watch: stopwatch(),
      serverNow: () => queuedAt,
      newId: () => '7',
      onInterrupt: (report) => ((stop = report), () => void (stop = () => undefined)),
      print: () => undefined,
      warn: (line) => void stderr.push(line),
    },
  );
  const { stderr: uninterrupted } = await run({ reconciler: [ended(0)] });

  expect(stderr[0]).toMatch(
    /^The pass import-7 is queued, and goes on by itself without this command\. To look/,
  );
  expect(uninterrupted.join('\n')).not.toContain('goes on by itself');
});
