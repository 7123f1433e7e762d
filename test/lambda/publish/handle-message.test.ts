import { spoolKey } from '../../../lambda/contracts/object-keys';
import { handleMessage } from '../../../lambda/publish/handle-message';
import { fixture } from '../providers/iinked-sign/fixture';
import { publisherWorld } from './publisher-world';
import { deliveries, sent, verifiedWebhook } from './verified-webhook';

const webhook = verifiedWebhook(fixture('document-signed'));
const key = spoolKey(webhook.endpoint, webhook.deliveryId);

const notification = (bucket: string, ...keys: readonly string[]) =>
  JSON.stringify({
    Records: keys.map((each) => ({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` }, object: { key: each, size: 2_000_000 } },
    })),
  });

function spoolingWorld(...keys: readonly string[]) {
  const world = publisherWorld();
  for (const each of keys) {
    world.spooled.set(each, { text: JSON.stringify(webhook), spooledAt: new Date('2026-11-21T10:00:00Z') });
  }
  return world;
}

test('a webhook is published', async () => {
  const world = publisherWorld();

  await handleMessage(world.deps, sent(JSON.stringify(webhook)));

  expect(world.events).toMatchObject([{ type: 'recipient.signed' }]);
});

test('the object of a notification is published and removed', async () => {
  const world = spoolingWorld(key);

  await handleMessage(world.deps, sent(notification('spool-bucket', key)));

  expect(world.events).toMatchObject([{ type: 'recipient.signed' }]);
  expect(world.spooled.size).toBe(0);
});

test('the object of a sweep’s message is published and removed', async () => {
  const world = spoolingWorld(key);

  await handleMessage(world.deps, sent(JSON.stringify({ version: 1, spooled: { key } })));

  expect(world.events).toHaveLength(1);
  expect(world.spooled.size).toBe(0);
});

test('each object of a notification is published', async () => {
  const world = spoolingWorld('iinked-sign/one.json', 'iinked-sign/two.json');

  await handleMessage(
    world.deps,
    sent(notification('spool-bucket', 'iinked-sign/one.json', 'iinked-sign/two.json')),
  );

  expect(world.spooled.size).toBe(0);
});

test('keys in notifications are decoded as S3 encodes them', async () => {
  const world = spoolingWorld('iinked-sign/b+c ü.json');

  await handleMessage(world.deps, sent(notification('spool-bucket', 'iinked-sign/b%2Bc+%C3%BC.json')));

  expect(world.events).toHaveLength(1);
});

test('an object that is gone needs nothing', async () => {
  const world = publisherWorld();

  await handleMessage(world.deps, sent(notification('spool-bucket', key)));

  expect([world.calls, world.events]).toEqual([['read'], []]);
});

test('S3’s test event is acknowledged', async () => {
  const world = publisherWorld();

  await handleMessage(
    world.deps,
    sent(
      JSON.stringify({
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time: '2026-11-21T10:00:00Z',
        Bucket: 'spool-bucket',
      }),
    ),
  );

  expect(world.calls).toEqual([]);
});

test('a sweep queues the objects in the spool again', async () => {
  const world = spoolingWorld(key);

  await handleMessage(
    { ...world.deps, now: () => new Date('2026-11-21T10:15:00Z') },
    sent('{"version":1,"sweepSpool":true}'),
  );

  expect(world.intake).toEqual([{ version: 1, spooled: { key } }]);
});

test('rejects an object of another bucket, and does not read it', async () => {
  const world = spoolingWorld(key);

  const result = handleMessage(world.deps, sent(notification('somebody-elses-bucket', key)));

  await expect(result).rejects.toMatchObject({ name: 'PermanentFailure', reason: 'foreign-bucket' });
  expect(world.calls).toEqual([]);
});

test('rejects a key with an invalid encoding', async () => {
  const world = spoolingWorld(key);

  const result = handleMessage(world.deps, sent(notification('spool-bucket', '%E0%A4%A')));

  await expect(result).rejects.toMatchObject({ reason: 'object-key-unreadable' });
});

test('rejects an object that is not a verified webhook, and leaves it there', async () => {
  const world = publisherWorld();
  world.spooled.set(key, { text: '{"version":1,"request":"canary-body"}', spooledAt: new Date() });

  const result = handleMessage(world.deps, sent(notification('spool-bucket', key)));

  await expect(result).rejects.toMatchObject({ reason: 'spooled-webhook-unreadable' });
  expect(world.spooled.size).toBe(1);
});

test.each([
  ['nothing', ''],
  ['no JSON', 'canary-body'],
  ['half of a webhook', JSON.stringify(webhook).slice(0, -20)],
  ['another version', JSON.stringify({ ...webhook, version: 2 })],
  ['a provider that we do not know', JSON.stringify({ ...webhook, provider: 'somebody' })],
  ['an endpoint that is no name', JSON.stringify({ ...webhook, endpoint: '../documents' })],
  ['an unnamed delivery', JSON.stringify({ ...webhook, deliveryId: undefined })],
  ['no records', '{"Records":[]}'],
  [
    'records of another service',
    '{"Records":[{"eventSource":"aws:sns","s3":{"bucket":{"name":"b"},"object":{"key":"k"}}}]}',
  ],
])('rejects an unknown message: %s', async (_, text) => {
  const world = publisherWorld();

  const result = handleMessage(world.deps, sent(text));

  await expect(result).rejects.toMatchObject({
    name: 'PermanentFailure',
    reason: 'intake-message-unreadable',
  });
  expect(world.calls).toEqual([]);
});

test('no log line contains a body, a signature or a secret', async () => {
  const world = publisherWorld();
  const body = Buffer.from(
    '{"action":"package_executed","packageId":"p","externalData":{"note":"canary-body"}}',
  );
  const webhooks = [
    verifiedWebhook(body),
    verifiedWebhook(body, deliveries[1]),
    verifiedWebhook(Buffer.from('canary-body')),
  ];

  for (const each of webhooks) await handleMessage(world.deps, sent(JSON.stringify(each)));

  expect(world.lines).toHaveLength(3);
  expect(world.lines.join()).not.toContain('canary');
  expect(JSON.stringify(world.events)).not.toContain('canary-signature');
});
