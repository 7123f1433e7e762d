import { webhookRegistries } from '../../../lambda/providers/webhook-registries';
import {
  changedSecrets,
  healthyLines,
  mappingId,
  now,
  runDoctor,
  runningFunctions,
  token,
  type DoctorChanges,
} from '../doctor/doctor-world';
import { memoryQueue, queued } from '../queues/memory-queue';
import { queueUrl, secretArn, signPlus as quietSignPlus } from '../stack-of';

const signPlus = { ...quietSignPlus, apiKeySecretArn: secretArn('SignPlusKey') };
const registration = webhookRegistries['sign-plus'];
const events = registration.kind === 'listed' ? registration.events : [];
const registered = (place: string, more: object = {}) =>
  JSON.stringify(events.map((event) => ({ event, place, ...more })));
type Registered = readonly { readonly event: string; readonly place: string }[];
const twice = (webhooks: string) => {
  const all = JSON.parse(webhooks) as Registered;
  return JSON.stringify([...all, ...all]);
};
const withOther = (webhooks: string) =>
  JSON.stringify([
    ...(JSON.parse(webhooks) as Registered),
    { event: 'ENVELOPE_SIGNED', place: 'execute-api' },
  ]);
const healthy = { key: 'accepted', keyStage: 'current', webhooks: registered('current') };

const deadLetters = (url: string) =>
  url === queueUrl('sign-plus-dead') ? memoryQueue([queued('{}')]) : memoryQueue();

describe('one broken thing is the only problem, and has advice:', () => {
  it.each<[string, string, RegExp, DoctorChanges]>([
    ['another version', 'version', /stack has version 9\.9/, { pipeline: { version: '9.9.9' } }],
    [
      'a small quota',
      'concurrency',
      /has 10 concurrent .* needs 17/,
      { functions: runningFunctions({ quota: async () => ({ total: 10, unreserved: 10 }) }) },
    ],
    [
      'an alarm',
      'alarms',
      /1 of 1 is raised: A/,
      { listAlarms: async () => [{ name: 'A', state: 'ALARM', description: 'Read this.' }] },
    ],
    ['no bus', 'event bus', /does not exist/, { hasEventBus: async () => false }],
    [
      'a secret without a value',
      'webhook secret',
      /no value/,
      { secrets: changedSecrets({}), answer: healthy },
    ],
    [
      'a secret with a line break',
      'webhook secret',
      /white space/,
      { secrets: changedSecrets({ current: `${token}\n` }) },
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
      'the address before the domain',
      'registered webhooks',
      /execute-api address instead/,
      { answer: { ...healthy, webhooks: registered('execute-api') } },
    ],
    [
      'each webhook twice',
      'registered webhooks',
      /^Registered more than once: ENVELOPE_/,
      { answer: { ...healthy, webhooks: twice(registered('current')) } },
    ],
    [
      'another event, at the address before the domain',
      'registered webhooks',
      /^Registered with the execute-api address instead of the domain: ENVELOPE_SIGNED\.$/,
      { answer: { ...healthy, webhooks: withOther(registered('current')) } },
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
    ['a dead letter', 'archive dead letters', /1 message has failed/, {}],
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
    return what === 'a dead letter' ? { ...changes, beside: deadLetters } : changes;
  }
});

it('webhooks that were missed days ago, and none since, are no problem any more', async () => {
  const missed = { message: 'pass ended', endpoint: 'sign-plus', outcome: 'finished', missed: 3 };
  const lines = [{ ...missed, at: now - 3 * 24 * 60 * 60_000 }, ...healthyLines('sign-plus')];

  const { code, findings } = await runDoctor(signPlus, { answer: healthy, lines });

  expect(findings.find(({ check }) => check === 'missed webhooks')).toMatchObject({
    state: 'ok',
    text: expect.stringMatching(/^None in the last day, and 3 in the last 7 days/) as string,
  });
  expect(code).toBe(0);
});

describe('a queue that is blocked is named:', () => {
  const blocked = (id: string) =>
    runningFunctions({
      consumer: async (asked: string) => ({ state: asked === id ? 'Disabled' : 'Enabled' }),
    });

  it.each([
    ['intake queue', blocked(mappingId(1))],
    ['reconcile queue', blocked(mappingId(2))],
    ['archive queue', blocked(mappingId(3))],
    [
      'archive queue',
      runningFunctions({
        reservedConcurrency: async (name: string) => (name.startsWith('archiver') ? 0 : undefined),
      }),
    ],
    [
      'verifier',
      runningFunctions({
        reservedConcurrency: async (name: string) => (name.startsWith('verifier') ? 0 : undefined),
      }),
    ],
  ])('the %s', async (check, changed) => {
    const { of, code } = await runDoctor(signPlus, { answer: healthy, functions: changed });

    expect(of(check)).toMatchObject({ state: 'failed', text: expect.stringContaining('blocked') as string });
    expect(code).toBe(1);
  });
});
