import { spoolKey } from '../../../lambda/contracts/object-keys';
import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { handleMessage } from '../../../lambda/publish/handle-message';
import { fixture } from '../providers/iinked-sign/fixture';
import { publisherWorld, roleIds } from './publisher-world';
import { sent, verifiedWebhook } from './verified-webhook';

const own = verifiedWebhook(fixture('package-executed'));
const ofSecond: VerifiedWebhook = { ...own, endpoint: 'second' };
const operator = 'AROAOPERATOR000000009';

const published = (world: ReturnType<typeof publisherWorld>) => ({
  records: world.records.size,
  events: world.events.length,
  jobs: world.jobs.length,
});
const nothing = { records: 0, events: 0, jobs: 0 };

describe('a webhook in the intake queue', () => {
  it.each([
    ['its own verifier', [roleIds.iinkedSign]],
    ['an operator', [operator]],
    ['nobody that SQS names', []],
    ['an operator, and before by its own verifier', [operator, roleIds.iinkedSign]],
    ['a role of its verifier that was replaced', ['AROAREPLACED000000008']],
  ])('is published if it was sent by %s', async (_, senders) => {
    const world = publisherWorld();

    await handleMessage(world.deps, sent(JSON.stringify(own), ...senders));

    expect(published(world)).toEqual({ records: 1, events: 1, jobs: 1 });
  });

  it.each([
    ["another endpoint's verifier", own, [roleIds.second]],
    ["another endpoint's verifier of the same provider", ofSecond, [roleIds.iinkedSign]],
    ["an operator, and before by another endpoint's verifier", own, [operator, roleIds.second]],
  ])('is refused if it was sent by %s', async (_, webhook, senders) => {
    const world = publisherWorld();

    const result = handleMessage(world.deps, sent(JSON.stringify(webhook), ...senders));

    await expect(result).rejects.toMatchObject({ name: 'PermanentFailure', reason: 'foreign-endpoint' });
    expect([published(world), world.calls]).toEqual([nothing, []]);
  });
});

describe('another message than a webhook', () => {
  const key = spoolKey(own.endpoint, own.deliveryId);
  const messages = [
    ['a sweep', { version: 1, sweepSpool: true }],
    ['a pointer into the spool', { version: 1, spooled: { key } }],
    [
      'a notification of S3',
      { Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'spool-bucket' }, object: { key } } }] },
    ],
    ["S3's test event", { Service: 'Amazon S3', Event: 's3:TestEvent' }],
  ] as const;

  it.each(messages)('is refused if a verifier sent it: %s', async (_, message) => {
    const world = publisherWorld();
    world.spooled.set(key, { text: JSON.stringify(own), spooledAt: new Date('2026-11-21T10:00:00Z') });

    const result = handleMessage(world.deps, sent(JSON.stringify(message), roleIds.iinkedSign));

    await expect(result).rejects.toMatchObject({ reason: 'foreign-endpoint' });
    expect([published(world), world.calls]).toEqual([nothing, []]);
  });

  it.each(messages)('is handled if a service or the publisher sent it: %s', async (_, message) => {
    const world = publisherWorld();

    await expect(
      handleMessage(world.deps, sent(JSON.stringify(message), 'AIDASERVICE')),
    ).resolves.toBeUndefined();
  });
});

describe('a webhook in the spool', () => {
  const pointer = (key: string) => sent(JSON.stringify({ version: 1, spooled: { key } }), 'AIDASERVICE');

  function spooled(key: string, webhook: VerifiedWebhook) {
    const world = publisherWorld();
    world.spooled.set(key, { text: JSON.stringify(webhook), spooledAt: new Date('2026-11-21T10:00:00Z') });
    return world;
  }

  it.each([
    ["below another endpoint's name", spoolKey('second', own.deliveryId)],
    ["below a name that begins like its endpoint's", `iinked-sign-2/${own.deliveryId}.json`],
    ['below no name', `${own.deliveryId}.json`],
  ])('is refused, and stays there, if it is %s', async (_, key) => {
    const world = spooled(key, own);

    await expect(handleMessage(world.deps, pointer(key))).rejects.toMatchObject({
      reason: 'foreign-endpoint',
    });

    expect([published(world), world.spooled.size]).toEqual([nothing, 1]);
  });

  it('is held against what is deployed', async () => {
    const key = spoolKey('gone', own.deliveryId);
    const world = spooled(key, { ...own, endpoint: 'gone' });

    await expect(handleMessage(world.deps, pointer(key))).rejects.toMatchObject({
      reason: 'endpoint-not-deployed',
    });

    expect([published(world), world.spooled.size]).toEqual([nothing, 1]);
  });
});

describe.each([
  ['of an endpoint that is not deployed', { endpoint: 'gone' }, 'endpoint-not-deployed'],
  ["of another provider than its endpoint's", { provider: 'documenso' }, 'endpoint-not-deployed'],
  ['with a proof that its provider does not have', { authenticity: 'url-token' }, 'authenticity-impossible'],
] as const)('a webhook %s', (_, difference, reason) => {
  it.each([
    ["its endpoint's verifier", roleIds.iinkedSign],
    ['an operator', operator],
  ])('is refused, whoever sent it: %s', async (__, sender) => {
    const world = publisherWorld();

    const result = handleMessage(world.deps, sent(JSON.stringify({ ...own, ...difference }), sender));

    await expect(result).rejects.toMatchObject({ name: 'PermanentFailure', reason });
    expect([published(world), world.calls]).toEqual([nothing, []]);
  });
});

it('each scheme of the provider passes', async () => {
  for (const authenticity of ['hmac-sha256', 'hmac-sha1'] as const) {
    const world = publisherWorld();

    await handleMessage(world.deps, sent(JSON.stringify({ ...own, authenticity }), roleIds.iinkedSign));

    expect(world.events).toMatchObject([{ authenticity }]);
  }
});
