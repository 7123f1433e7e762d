import { randomBytes, randomUUID } from 'node:crypto';
import type { ProviderAccess } from '../../../lambda/archive/check-access';
import { handleJob } from '../../../lambda/archive/handle-job';
import type { AccessCheck } from '../../../lambda/contracts/access-check';
import { addressDigest } from '../../../lambda/kit/address-digest';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import type { RegisteredWebhook } from '../../../lambda/providers/webhook-registry';
import { partialApi } from './partial-api';
import { archiverWorld, start } from './archiver-world';

const below = 'https://api.example.com/webhooks/contracts';
const executeApi = 'https://a1b2.execute-api.eu-west-1.amazonaws.com/webhooks/contracts';
const token = 'a1B2'.repeat(11);
const previousToken = 'c3D4'.repeat(11);
const key = randomBytes(32).toString('hex');
const addresses = {
  key,
  below,
  current: addressDigest(key, `${below}/${token}`),
  previous: addressDigest(key, `${below}/${previousToken}`),
  executeApi,
  executeApiCurrent: addressDigest(key, `${executeApi}/${token}`),
};

function accessCheck(more: Partial<AccessCheck['accessCheck']> = {}): AccessCheck {
  const expiresAt = new Date(start.getTime() + 60_000).toISOString();
  return {
    version: 1,
    provider: 'iinked-sign',
    endpoint: 'contracts',
    accessCheck: { id: randomUUID(), expiresAt, ...more },
  };
}

/** Handles a message with this access. Returns the only line of the log, and the world. */
async function handle(access: ProviderAccess, message: object = accessCheck({ addresses })) {
  const world = archiverWorld(partialApi(new Map()).api, { access });
  await handleJob(world.deps, JSON.stringify(message), { remainingMs: () => 900_000 });
  const [line = '{}'] = world.lines;
  return { world, line: JSON.parse(line) as Record<string, unknown>, text: world.lines.join('\n') };
}

const accepted: ProviderAccess = { ask: () => Promise.resolve() };
const failing = (error: Error): ProviderAccess => ({ ask: () => Promise.reject(error) });
const listing = (webhooks: readonly Partial<RegisteredWebhook>[]): ProviderAccess => ({
  ...accepted,
  registry: {
    list: () => Promise.resolve(webhooks.map((one) => ({ id: '1', event: 'DONE', target: '', ...one }))),
  },
});

it('logs one line with the id, and changes and counts nothing', async () => {
  const message = accessCheck();

  const { world, line } = await handle(accepted, message);

  expect(line).toEqual({
    message: 'access checked',
    endpoint: 'contracts',
    checkId: message.accessCheck.id,
    key: 'accepted',
    keyStage: 'current',
  });
  expect(world.lines).toHaveLength(1);
  expect([world.calls, world.queue, world.deadLetters, world.events]).toEqual([[], [], [], []]);
  expect(world.counts).toEqual({});
});

it.each([
  ['a refused key', new ProviderApiError('unauthorized', { status: 401 }), 'unauthorized'],
  ['no key', new ProviderApiError('api-key-not-set'), 'api-key-not-set'],
  ['a provider without a route', new ProviderApiError('unreachable'), 'unreachable'],
  ['a secret that may not be read', Object.assign(new Error('x'), { name: 'AccessDenied' }), 'AccessDenied'],
])('answers %s with its reason, and does not fail', async (_what, error, keyReason) => {
  const { world, line } = await handle(failing(error));

  expect(line).toMatchObject({ keyReason });
  expect(line).not.toHaveProperty('key');
  expect(world.counts).toEqual({});
});

it('drops a check that nobody waits for any more, without asking the provider', async () => {
  const ask = jest.fn();

  const { line } = await handle({ ask }, accessCheck({ expiresAt: start.toISOString() }));

  expect(ask).not.toHaveBeenCalled();
  expect(line).toMatchObject({ message: 'an access check came too late' });
});

it('drops a check of another endpoint: it never becomes a dead letter', async () => {
  const ask = jest.fn();

  const { world } = await handle({ ask }, { ...accessCheck(), endpoint: 'leases' });

  expect(ask).not.toHaveBeenCalled();
  expect(world.lines).toEqual([]);
});

it('finds the webhooks that lead to the endpoint, by their digests', async () => {
  const { line } = await handle(
    listing([
      { target: `${below}/${token}` },
      { target: `${below}/${previousToken}`, event: 'VOID' },
      { target: `${below}/0ld`, event: 'SENT' },
      { target: below.replace('api.example.com', 'API.example.com') },
      { target: `${below}/${token}`, event: 'OFF', enabled: false },
      { target: `${executeApi}/${token}`, event: 'OLD' },
      { target: `${executeApi}/0ld`, event: 'OLDER' },
      { target: `${below}-2/${token}` },
      { target: 'https://crm.example.com/hook' },
      { target: 'no address' },
    ]),
  );

  expect(JSON.parse(String(line['webhooks']))).toEqual([
    { event: 'DONE', place: 'current' },
    { event: 'VOID', place: 'previous' },
    { event: 'SENT', place: 'stale' },
    { event: 'DONE', place: 'stale' },
    { event: 'OFF', place: 'current', disabled: true },
    { event: 'OLD', place: 'execute-api' },
    { event: 'OLDER', place: 'stale' },
  ]);
  expect(line).toMatchObject({ otherWebhooks: 3 });
});

it('logs neither an address nor a token nor a digest', async () => {
  const { text } = await handle(
    listing([{ target: `${below}/${token}` }, { target: `https://x.example/${previousToken}` }]),
  );

  for (const secret of [token, previousToken, key, addresses.current, addresses.previous, 'https:']) {
    expect(text).not.toContain(secret);
  }
});

it('answers about the key although the list fails, and the other way round', async () => {
  const list = () => Promise.reject(new ProviderApiError('rate-limited'));

  const { line } = await handle({ ...accepted, registry: { list } });
  const timedOut = failing(new ProviderApiError('timed-out'));
  const other = await handle({ ...listing([]), ...timedOut });

  expect(line).toMatchObject({ key: 'accepted', webhooksReason: 'rate-limited' });
  expect(other.line).toMatchObject({ keyReason: 'timed-out', webhooks: '[]' });
});

it.each([true, false])('says whether anybody can read the list: %s', async (open) => {
  const list = () => Promise.resolve([]);

  const { line } = await handle({ ...accepted, registry: { list, isReadableByAnybody: async () => open } });

  expect(line).toMatchObject({ open });
});
