import { webhookRecordSchema } from '../../../lambda/contracts/verified-webhook';
import { eventId } from '../../../lambda/kit/event-id';
import { sha256Hex } from '../../../lambda/kit/hash';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { fixture } from '../providers/iinked-sign/fixture';
import { publisherWorld } from './publisher-world';
import { deliveries, verifiedWebhook } from './verified-webhook';

const packageId = '24428e41-8b96-40cc-96e6-b74c7c539fcb';
const completedId = eventId('iinked-sign', ['package_executed', '0ea12600-85bc-46dd-af85-f82f621c1abc']);
const completed = fixture('package-executed');
const signed = fixture('document-signed');

describe('the first delivery of an event', () => {
  test('is published with the facts of its delivery', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(completed));

    expect(world.events).toEqual([
      {
        version: 1,
        id: completedId,
        type: 'envelope.completed',
        provider: 'iinked-sign',
        endpoint: 'iinked-sign',
        authenticity: 'hmac-sha256',
        confirmed: false,
        occurredAt: '2022-02-23T20:20:15.9714327Z',
        receivedAt: '2026-11-21T10:00:00.000Z',
        envelope: { id: packageId },
        providerEvent: 'package_executed',
        record: { bucket: 'archive-bucket', key: `webhooks/iinked-sign/${packageId}/${completedId}.json` },
      },
    ]);
    expect(world.counts).toEqual({ EventPublished: 1 });
    expect(world.durations).toEqual({ EventDelay: [2 * 3_600_000] });
  });

  test('is recorded with its exact body, delivery id and digest', async () => {
    const world = publisherWorld();
    const webhook = verifiedWebhook(completed);

    await publishWebhook(world.deps, webhook);

    const record = world.records.get(`webhooks/iinked-sign/${packageId}/${completedId}.json`)!;
    expect(webhookRecordSchema.parse(JSON.parse(record.text))).toEqual({
      version: 1,
      eventId: completedId,
      eventType: 'envelope.completed',
      webhook,
    });
    expect(record.metadata).toEqual({
      'delivery-id': deliveries[0],
      'body-sha256': sha256Hex(completed),
      'content-sha256': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect([record.size, record.sha256]).toEqual([Buffer.byteLength(record.text), sha256Hex(record.text)]);
  });

  test('queues an archive job if it is a completion', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(completed));

    expect(world.jobs).toEqual([
      {
        version: 1,
        provider: 'iinked-sign',
        endpoint: 'iinked-sign',
        envelopeId: packageId,
        completionEventId: completedId,
        orderId: deliveries[0],
        firstSeenAt: '2026-11-21T10:00:00.000Z',
        attempt: 0,
      },
    ]);
  });

  test.each(['package-add', 'document-signed', 'document-executed', 'unknown-action'])(
    'orders nothing when it is none: %s',
    async (name) => {
      const world = publisherWorld();

      await publishWebhook(world.deps, verifiedWebhook(fixture(name)));

      expect([world.events.length, world.jobs.length]).toEqual([1, 0]);
    },
  );

  test('queues no job if the endpoint does not archive', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, { ...verifiedWebhook(completed), endpoint: 'second' });

    expect([world.events.length, world.jobs.length]).toEqual([1, 0]);
  });

  test('queues no job for the provider’s test button', async () => {
    const world = publisherWorld();
    const readAsTest = () =>
      ({ type: 'envelope.completed', test: true, envelope: { id: packageId }, key: 1 }) as const;

    await publishWebhook(
      { ...world.deps, eventReaders: { ...world.deps.eventReaders, 'iinked-sign': readAsTest } },
      verifiedWebhook(completed),
    );

    expect(world.events).toMatchObject([{ type: 'envelope.completed', test: true }]);
    expect(world.jobs).toEqual([]);
  });

  test('queues an archive job even if half of the payload is missing', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(fixture('package-executed-missing-fields')));

    expect(world.jobs).toMatchObject([{ envelopeId: packageId, attempt: 0 }]);
    expect(world.counts).toEqual({ EventPublished: 1, EventProblem: 1 });
  });

  test('is recorded and published with a problem if it is unreadable, with an id from its bytes', async () => {
    const world = publisherWorld();
    const body = Buffer.from('not JSON at all');
    const id = eventId('iinked-sign', { sha256: sha256Hex(body) });

    await publishWebhook(world.deps, verifiedWebhook(body));

    expect([...world.records.keys()]).toEqual([`webhooks/iinked-sign/_/${id}.json`]);
    expect(world.events).toMatchObject([{ id, type: 'provider.event', problem: 'body-not-json' }]);
    expect(world.counts).toEqual({ EventPublished: 1, EventProblem: 1 });
  });

  test('is decoded if it is stored as base64', async () => {
    const world = publisherWorld();
    const webhook = verifiedWebhook(completed);
    const request = {
      ...webhook.request,
      body: completed.toString('base64'),
      bodyEncoding: 'base64' as const,
    };

    await publishWebhook(world.deps, { ...webhook, request });

    expect(world.events).toMatchObject([{ id: completedId }]);
  });
});

describe('a later delivery of an event', () => {
  test('is counted and not published again', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(signed, deliveries[0]));
    await publishWebhook(world.deps, verifiedWebhook(signed, deliveries[1]));

    expect([world.events.length, world.records.size]).toEqual([1, 1]);
    expect(world.counts).toEqual({ EventPublished: 1, EventDuplicate: 1 });
  });

  test('queues an archive job again if it is a completion', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(completed, deliveries[0]));
    await publishWebhook(world.deps, verifiedWebhook(completed, deliveries[1]));

    expect(world.jobs).toMatchObject([
      { completionEventId: completedId },
      { completionEventId: completedId },
    ]);
    expect(world.events).toHaveLength(1);
  });

  test('is published if it is the same delivery again, because its first attempt may have died', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(signed));
    await publishWebhook(world.deps, verifiedWebhook(signed));

    expect(world.events.map(({ id }) => id)).toEqual([world.events[0]?.id, world.events[0]?.id]);
    expect(world.counts.EventDuplicate).toBeUndefined();
  });

  test('is another event at another endpoint', async () => {
    const world = publisherWorld();

    await publishWebhook(world.deps, verifiedWebhook(signed));
    await publishWebhook(world.deps, { ...verifiedWebhook(signed, deliveries[1]), endpoint: 'second' });

    expect(world.events.map(({ endpoint }) => endpoint)).toEqual(['iinked-sign', 'second']);
    expect(world.records.size).toBe(2);
  });

  test('fails and is retried if its record was deleted', async () => {
    const world = publisherWorld();
    const records = {
      ...world.deps.records,
      putOnce: () => Promise.resolve('exists' as const),
      describe: () => Promise.resolve(undefined),
    };

    await expect(publishWebhook({ ...world.deps, records }, verifiedWebhook(signed))).rejects.toMatchObject({
      name: 'RecordVanished',
    });
    expect(world.events).toEqual([]);
  });
});

test('a failure is logged with the event’s ids, and thrown', async () => {
  const world = publisherWorld();
  world.dieAt({ call: 3, moment: 'before' });

  await expect(publishWebhook(world.deps, verifiedWebhook(completed))).rejects.toThrow('publish');

  expect(world.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      message: 'event not published yet',
      endpoint: 'iinked-sign',
      deliveryId: deliveries[0],
      eventId: completedId,
      type: 'envelope.completed',
      envelopeId: '24428e41-8b96-40cc-96e6-b74c7c539fcb',
      error: 'Error',
    },
  ]);
  expect(world.counts).toEqual({});
});
