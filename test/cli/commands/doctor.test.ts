import { CommandFailure } from '../../../cli/command-failure';
import { addressDigest } from '../../../lambda/kit/address-digest';
import { webhookRegistries } from '../../../lambda/providers/webhook-registries';
import { healthyLines, mappingId, now, runDoctor, token, type DoctorChanges } from '../doctor/doctor-world';
import { memoryQueue, queued } from '../queues/memory-queue';
import { documenso, iinkedSign, queueUrl, secretArn, signPlus as quietSignPlus } from '../stack-of';

const signPlus = { ...quietSignPlus, apiKeySecretArn: secretArn('SignPlusKey') };
const registration = webhookRegistries['sign-plus'];
const events = registration.kind === 'listed' ? registration.events : [];
const registered = (place: string, more: object = {}) =>
  JSON.stringify(events.map((event) => ({ event, place, ...more })));
const healthy = { key: 'accepted', keyStage: 'current', webhooks: registered('current') };

describe('a healthy stack', () => {
  it('has no problem, and the command ends with 0', async () => {
    const { code, findings } = await runDoctor(signPlus, { answer: healthy });

    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings).toHaveLength(18);
    expect(code).toBe(0);
  });

  it('says in words what was found, and counts', async () => {
    const { text } = await runDoctor(signPlus, { answer: healthy, options: { json: false } });

    expect(text).toMatch(/^Signing\n {2}✓ version +The stack and this command have version/);
    expect(text).toMatch(/\nSigning: sign-plus\n {2}✓ webhook secret +It is set\.\n/);
    expect(text).toMatch(/\nAll is well: 18 checks, no problem\.$/);
  });

  it('is well before its first webhook and its first pass', async () => {
    const { code, of } = await runDoctor(signPlus, { answer: healthy, lines: [] });

    expect(code).toBe(0);
    expect(of('last webhook')).toMatchObject({
      state: 'not-applicable',
      text: 'None was accepted in the last 7 days, as far as the log goes.',
    });
    expect(of('missed webhooks').state).toBe('not-applicable');
  });

  it('that another provider cannot be asked about is no problem', async () => {
    const { code, of } = await runDoctor(documenso, { answer: { key: 'accepted', keyStage: 'current' } });

    expect(of('registered webhooks').state).toBe('not-applicable');
    expect(code).toBe(0);
  });
});

describe('the question to the archiver', () => {
  it('has digests of the address, and neither the token nor the whole address', async () => {
    const { sent, text } = await runDoctor(signPlus, { answer: healthy });
    const [{ accessCheck } = { accessCheck: undefined }] = sent;
    const { key = '', current } = accessCheck?.addresses ?? {};

    expect(JSON.stringify(sent)).not.toContain(token);
    expect(text).not.toContain(token);
    expect(current).toBe(addressDigest(key, `${signPlus.address}/${token}`));
    expect(Date.parse(accessCheck?.expiresAt ?? '')).toBe(now + 34_000);
  });

  it('has no digest of a token that may be guessed', async () => {
    const short = 'short-enough-to-guess';
    const { sent, of } = await runDoctor(signPlus, {
      answer: { ...healthy, webhooks: registered('stale') },
      secrets: { versionTimes: async () => ({ current: now - 1 }), value: async () => short },
    });

    expect(sent[0]?.accessCheck.addresses).not.toHaveProperty('current');
    expect(of('registered webhooks').state).toBe('unknown');
  });

  it('is not sent to a stack of an earlier version, where it would become a dead letter', async () => {
    const { sent, code, of } = await runDoctor(signPlus, { endpoint: { checks: undefined } });

    expect(sent).toEqual([]);
    expect(of('API key')).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('earlier version') as string,
    });
    expect(of('address').state).toBe('unknown');
    expect(code).toBe(1);
  });

  it('is not sent into a blocked queue', async () => {
    const functions = {
      consumer: async () => ({ state: 'Disabled' }),
      reservedConcurrency: async () => undefined,
      quota: async () => ({ total: 1_000, unreserved: 1_000 }),
    };

    const { sent, of } = await runDoctor(signPlus, { functions });

    expect(sent).toEqual([]);
    expect(of('API key').text).toBe('Nobody could ask: the archive queue is blocked.');
  });
});

const functions = (changes: object) => ({
  consumer: async () => ({ state: 'Enabled' }),
  reservedConcurrency: async () => undefined,
  quota: async () => ({ total: 1_000, unreserved: 1_000 }),
  ...changes,
});
const secrets = (values: Partial<Record<'current' | 'previous', string>>, rotatedAt = now - 3_600_000) => ({
  versionTimes: async () => ({ current: rotatedAt, previous: rotatedAt - 1 }),
  value: async (_arn: string, stage: 'current' | 'previous') => values[stage],
});
const deadLetters = (url: string) =>
  url === queueUrl('sign-plus-dead') ? memoryQueue([queued('{}')]) : memoryQueue();

describe('one broken thing is the only problem, and has advice:', () => {
  it.each<[string, string, RegExp, DoctorChanges]>([
    ['another version', 'version', /stack has version 9\.9/, { pipeline: { version: '9.9.9' } }],
    [
      'a small quota',
      'concurrency',
      /has 10 concurrent .* needs 17/,
      { functions: functions({ quota: async () => ({ total: 10, unreserved: 10 }) }) },
    ],
    [
      'an alarm',
      'alarms',
      /1 of 1 is raised: A/,
      { listAlarms: async () => [{ name: 'A', state: 'ALARM', description: 'Read this.' }] },
    ],
    ['no bus', 'event bus', /does not exist/, { hasEventBus: async () => false }],
    ['a secret without a value', 'webhook secret', /no value/, { secrets: secrets({}), answer: healthy }],
    [
      'a secret with a line break',
      'webhook secret',
      /white space/,
      { secrets: secrets({ current: `${token}\n` }) },
    ],
    [
      'a server error',
      'address',
      /answers 503 .* does not run/,
      { postNothing: async () => ({ status: 503 }) },
    ],
    [
      'a wrong path',
      'address',
      /answers 404 .* no such route/,
      { postNothing: async () => ({ status: 404 }) },
    ],
    [
      'somebody else',
      'address',
      /answers 200 .* somebody else/,
      { postNothing: async () => ({ status: 200 }) },
    ],
    [
      'a redirect',
      'address',
      /answers 301 .* leads elsewhere/,
      { postNothing: async () => ({ status: 301 }) },
    ],
    ['a guard in front', 'address', /answers 403 .* WAF/, { postNothing: async () => ({ status: 403 }) }],
    ['no DNS', 'address', /DNS does not know the host/, { postNothing: async () => ({ code: 'ENOTFOUND' }) }],
    [
      'a wrong certificate',
      'address',
      /certificate is not valid/,
      { postNothing: async () => ({ code: 'CERT_HAS_EXPIRED' }) },
    ],
    [
      'a host that is silent',
      'address',
      /does not answer/,
      { postNothing: async () => ({ code: 'ETIMEDOUT' }) },
    ],
    [
      'a refused key',
      'API key',
      /refused the API key/,
      { answer: { ...healthy, key: undefined, keyReason: 'unauthorized' } },
    ],
    [
      'a key of a wrong form',
      'API key',
      /no value of a form/,
      { answer: { ...healthy, key: undefined, keyReason: 'api-key-not-set' } },
    ],
    [
      'only the previous key',
      'API key',
      /refuses the current key/,
      { answer: { ...healthy, keyStage: 'previous' } },
    ],
    [
      'no route to the provider',
      'API key',
      /could not be reached/,
      { answer: { ...healthy, key: undefined, keyReason: 'unreachable' } },
    ],
    [
      'a role without its permission',
      'API key',
      /AWS refused a call/,
      { answer: { ...healthy, key: undefined, keyReason: 'AccessDeniedException' } },
    ],
    [
      'nothing registered',
      'registered webhooks',
      /^Not registered: ENVELOPE_/,
      { answer: { ...healthy, webhooks: '[]' } },
    ],
    [
      'an old token',
      'registered webhooks',
      /token that is not accepted/,
      { answer: { ...healthy, webhooks: registered('stale') } },
    ],
    [
      'the previous token',
      'registered webhooks',
      /with the previous token/,
      { answer: { ...healthy, webhooks: registered('previous') } },
    ],
    [
      'webhooks that are off',
      'registered webhooks',
      /switched off/,
      { answer: { ...healthy, webhooks: registered('current', { disabled: true }) } },
    ],
    ['an open list', 'registered webhooks', /Anybody can read/, { answer: { ...healthy, open: true } }],
    [
      'missed webhooks',
      'missed webhooks',
      /3 completed envelopes had no webhook/,
      {
        lines: [
          ...healthyLines('sign-plus'),
          { message: 'pass ended', endpoint: 'sign-plus', outcome: 'finished', missed: 3 },
        ],
      },
    ],
    ['a dead letter', 'archive dead letters', /1 message has failed/, { openQueue: undefined }],
    [
      'old webhooks in the spool',
      'spool',
      /1 webhooks wait in it for more than an hour/,
      {
        openArchive: () => ({
          list: async function* () {
            yield { key: 'k', storedAt: new Date(now - 7_200_000), bytes: 1 };
          },
          read: async () => undefined,
        }),
      },
    ],
  ])('%s', async (what, check, words, changes) => {
    const { code, findings } = await runDoctor(
      signPlus,
      withDeadLetter(what, { answer: healthy, ...changes }),
    );

    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([
      expect.objectContaining({
        check,
        state: 'failed',
        text: expect.stringMatching(words) as string,
        advice: expect.stringMatching(/\w/) as string,
      }),
    ]);
    expect(code).toBe(1);
  });

  /** The queue of the world answers the question, so a dead letter is put beside it. */
  function withDeadLetter(what: string, changes: DoctorChanges): DoctorChanges {
    const { openQueue: _, ...others } = changes;
    return what === 'a dead letter' ? { ...others, beside: deadLetters } : others;
  }
});

describe('a queue that is blocked is named:', () => {
  const blocked = (id: string) =>
    functions({ consumer: async (asked: string) => ({ state: asked === id ? 'Disabled' : 'Enabled' }) });

  it.each([
    ['intake queue', blocked(mappingId(1))],
    ['reconcile queue', blocked(mappingId(2))],
    ['archive queue', blocked(mappingId(3))],
    [
      'archive queue',
      functions({
        reservedConcurrency: async (name: string) => (name.startsWith('archiver') ? 0 : undefined),
      }),
    ],
    [
      'verifier',
      functions({
        reservedConcurrency: async (name: string) => (name.startsWith('verifier') ? 0 : undefined),
      }),
    ],
  ])('the %s', async (check, changed) => {
    const { of, code } = await runDoctor(signPlus, { answer: healthy, functions: changed });

    expect(of(check)).toMatchObject({ state: 'failed', text: expect.stringContaining('blocked') as string });
    expect(code).toBe(1);
  });
});

describe('what cannot be looked at', () => {
  const denied = () =>
    Promise.reject(new CommandFailure('Could not look: access denied. You need some:Action.'));

  it.each<[string, string, DoctorChanges]>([
    [
      'the secrets',
      'webhook secret',
      { secrets: { versionTimes: async () => ({ current: 1 }), value: denied } },
    ],
    ['the alarms', 'alarms', { listAlarms: denied }],
    ['the quota', 'concurrency', { functions: functions({ quota: denied }) }],
    ['the bus', 'event bus', { hasEventBus: denied }],
  ])('is marked, stops no other check, and ends with 1: %s', async (_what, check, changes) => {
    const { code, of, findings } = await runDoctor(signPlus, { answer: healthy, ...changes });

    expect(of(check)).toMatchObject({
      state: 'unknown',
      text: expect.stringContaining('some:Action') as string,
    });
    expect(findings).toHaveLength(18);
    expect(findings.filter(({ state }) => state === 'ok').length).toBeGreaterThanOrEqual(16);
    expect(code).toBe(1);
  });

  it('is the provider, if the archiver does not answer in time', async () => {
    const { code, of } = await runDoctor(iinkedSign, { answer: undefined });

    expect(of('API key')).toMatchObject({ state: 'unknown', text: 'The archiver has not answered in time.' });
    expect(code).toBe(1);
  });
});

it('names the time until which the previous secret is accepted', async () => {
  const { of } = await runDoctor(signPlus, {
    answer: healthy,
    secrets: secrets({ current: token, previous: 'x'.repeat(44) }),
  });

  expect(of('webhook secret')).toMatchObject({
    state: 'ok',
    text: 'It is set since 2026-11-20T09:00:00.000Z. The value before is accepted too, until 2026-11-21T09:00:00.000Z.',
  });
});

it('looks at an endpoint that does not archive', async () => {
  const { of, sent } = await runDoctor(quietSignPlus, {});

  expect(of('API key').state).toBe('not-applicable');
  expect(of('archive queue').state).toBe('not-applicable');
  expect(sent).toEqual([]);
});
