import { CommandFailure } from '../../../cli/command-failure';
import { trigger, type TriggerDeps, type TriggerOptions } from '../../../cli/commands/trigger';
import { readLogLine, type LogLine } from '../../../cli/logs/log-line';
import type { EndpointOutput } from '../../../cli/stack/outputs';
import { lineProgress } from '../../../cli/terminal/progress';
import type { TestWebhook } from '../../../lambda/providers/test-webhook';
import { documenso, signPlus, stackOf } from '../stack-of';

const secret = 'a-secret-of-this-endpoint-with-43-characters';
const now = Date.parse('2026-11-28T12:00:00.000Z');
const envelopeId = 'esign-test-11111111111141118111111111111111';

const withOptions = (output: EndpointOutput): EndpointOutput => ({ ...output, verifierOptions: {} });

interface World {
  readonly lines?: readonly { readonly logGroup: string; readonly at?: number; readonly line: object }[];
  readonly deps?: Partial<TriggerDeps>;
  readonly options?: Partial<TriggerOptions>;
  readonly status?: number;
}

const published = (more: object = {}) => ({
  logGroup: 'publisher',
  line: {
    message: 'event published',
    envelopeId,
    type: 'envelope.completed',
    eventId: 'e'.repeat(64),
    tookMs: 840,
    ...more,
  },
});

const archived = {
  logGroup: 'archiver',
  at: now + 2_000,
  line: { message: 'bundle archived', envelopeId, revision: 'abc', files: 1 },
};

/** Runs the command against a stack that logs these lines. */
async function run({ lines = [], deps = {}, options = {}, status = 200 }: World = {}) {
  const [printed, warned, posted]: [string[], string[], TestWebhook[]] = [[], [], []];
  const warn = (line: string) => void warned.push(line);
  const code = await trigger(
    {
      stack: 'Mine',
      endpoint: 'team',
      event: 'envelope.completed',
      json: false,
      follow: { maxMs: 0, intervalMs: 1 },
      ...options,
    },
    {
      readOutputs: () => Promise.resolve(stackOf([withOptions(documenso), withOptions(signPlus)])),
      readSecret: () => Promise.resolve({ value: secret }),
      readLog: ({ logGroup, containing }) =>
        Promise.resolve(
          lines
            .filter((one) => one.logGroup === logGroup && JSON.stringify(one.line).includes(containing))
            .map(({ line, at = now + 1_000 }): LogLine => readLogLine(JSON.stringify(line), at)!),
        ),
      startProgress: lineProgress(warn),
      watch: { elapsedMs: () => 0, sleep: () => Promise.resolve() },
      postWebhook: (webhook) => {
        posted.push(webhook);
        return Promise.resolve(status);
      },
      secretsNow: () => now,
      newId: () => '11111111-1111-4111-8111-111111111111',
      print: (text) => void printed.push(...text),
      warn,
      ...deps,
    },
  ).catch((error: unknown) => error);
  return { code, printed: printed.join('\n'), warned: warned.join('\n'), posted };
}

it('says what became of a completion, and how long everything took', async () => {
  const { code, printed } = await run({ lines: [published(), archived] });

  expect(code).toBe(0);
  expect(printed).toBe(
    [
      `Sent: a webhook of documenso about ${envelopeId}, to team.`,
      'Answer: 200, after 0.00 s.',
      `Published: envelope.completed, after 0.84 s. Event id: ${'e'.repeat(64)}`,
      `Archived: test/team/documents/${envelopeId}/abc/ has 1 file, after 1.84 s.`,
    ].join('\n'),
  );
});

it('prints the same as JSON', async () => {
  const { code, printed } = await run({ lines: [published(), archived], options: { json: true } });

  expect(code).toBe(0);
  expect(JSON.parse(printed)).toMatchObject({
    endpoint: 'team',
    provider: 'documenso',
    type: 'envelope.completed',
    envelopeId,
    test: true,
    status: 200,
    published: { type: 'envelope.completed', afterMs: 840 },
    archived: { files: 1, afterMs: 1840 },
  });
});

it('a failure that was asked for is no problem', async () => {
  const id = 'esign-test-archive-failed-11111111111141118111111111111111';
  const failed = {
    logGroup: 'archiver',
    line: { message: 'archiving given up', envelopeId: id, reason: 'test-failure' },
  };

  const { code, printed } = await run({
    lines: [published({ envelopeId: id }), failed],
    options: { event: 'envelope.archive-failed' },
  });

  expect([code, printed]).toEqual([0, expect.stringContaining('envelope.archive-failed (test-failure)')]);
});

describe('exit code 1 and words for', () => {
  it.each<[string, World, RegExp]>([
    ['401', { status: 401 }, /401: the verifier does not accept the proof/],
    ['429', { status: 429 }, /429: the API throttles: raise throttling/],
    ['503', { status: 503 }, /503: the verifier could not check or store/],
    ['404', { status: 404 }, /404: the API has no such route/],
    ['an answer of something else', { status: 302 }, /answered 302, which no verifier answers/],
    ['an event that does not come', {}, /not published yet: the publisher has logged nothing about it/],
    [
      'an event that waits',
      {
        lines: [
          {
            logGroup: 'publisher',
            line: { message: 'event not published yet', envelopeId, error: 'SlowDown' },
          },
        ],
      },
      /not published yet: SlowDown/,
    ],
    ['a bundle that does not come', { lines: [published()] }, /the archiver has logged nothing about it yet/],
    [
      'a mark that was not accepted',
      { lines: [published({ type: 'provider.event', problem: 'test-mark-missing' })] },
      /did not accept the mark of the test.*clock of this machine/,
    ],
    [
      'lines of other envelopes',
      { lines: [published({ envelopeId: `${envelopeId}0` })] },
      /not published yet/,
    ],
  ])('%s', async (_, world, message) => {
    const { code, warned } = await run(world);

    expect([code, warned]).toEqual([1, expect.stringMatching(message)]);
  });
});

describe('sends nothing for', () => {
  it.each<[string, World, RegExp]>([
    [
      'an event that the provider cannot send',
      { options: { event: 'template.used', endpoint: 'sign-plus' } },
      /sign-plus sends no webhook for template.used. The endpoint can have: recipient.viewed, .*provider.event\.$/,
    ],
    ['an unknown event', { options: { event: 'envelope.eaten' } }, /There is no event "envelope.eaten"/],
    [
      'an archive where nothing archives',
      { options: { event: 'envelope.archived', endpoint: 'sign-plus' } },
      /"sign-plus" does not archive, so it has no envelope.archived/,
    ],
    [
      'a stack that does not know test webhooks',
      { deps: { readOutputs: () => Promise.resolve(stackOf([documenso])) } },
      /would count as a genuine one there: deploy it with this version first/,
    ],
    [
      'a secret that cannot be read',
      { deps: { readSecret: () => Promise.resolve({ problem: 'does not exist, or has no value yet' }) } },
      /webhook secret of team .* does not exist, or has no value yet/,
    ],
  ])('%s', async (_, world, message) => {
    const { code, posted } = await run(world);

    expect(code).toBeInstanceOf(CommandFailure);
    expect((code as Error).message).toMatch(message);
    expect(posted).toEqual([]);
  });
});

it('does not follow if it is not asked to', async () => {
  const { code, printed } = await run({ options: { follow: undefined } });

  expect([code, printed]).toEqual([0, expect.stringContaining('This command does not wait for the event.')]);
});

it('says that the webhook is stored if the log cannot be read', async () => {
  const readLog = () => Promise.reject(new CommandFailure('Could not read the log: access denied.'));

  const { code } = await run({ deps: { readLog } });

  expect(String(code)).toMatch(
    /is stored at team, and is processed without this command. Could not read the log/,
  );
});

it('prints neither the secret nor the address of an endpoint whose address has it', async () => {
  for (const json of [true, false]) {
    const { printed, warned, posted } = await run({
      lines: [published()],
      options: { endpoint: 'sign-plus', event: 'envelope.completed', json },
    });

    expect(posted[0]!.url).toMatch(new RegExp(`/sign-plus/${secret}$`));
    expect(`${printed}${warned}`).not.toMatch(new RegExp(`${secret}|https://|v1\\.`));
  }
});
