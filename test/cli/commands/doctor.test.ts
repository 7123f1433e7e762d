import { CommandFailure } from '../../../cli/command-failure';
import { addressDigest } from '../../../lambda/kit/address-digest';
import { webhookRegistries } from '../../../lambda/providers/webhook-registries';
import {
  changedSecrets,
  now,
  runDoctor,
  runningFunctions,
  token,
  type DoctorChanges,
} from '../doctor/doctor-world';
import { documenso, iinkedSign, secretArn, signPlus as quietSignPlus } from '../stack-of';

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
    const functions = runningFunctions({ consumer: async () => ({ state: 'Disabled' }) });

    const { sent, of } = await runDoctor(signPlus, { functions });

    expect(sent).toEqual([]);
    expect(of('API key').text).toBe('Nobody could ask: the archive queue is blocked.');
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
    ['the quota', 'concurrency', { functions: runningFunctions({ quota: denied }) }],
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
    secrets: changedSecrets({ current: token, previous: 'x'.repeat(44) }),
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
