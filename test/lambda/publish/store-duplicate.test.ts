import { randomUUID } from 'node:crypto';
import { webhookRecordSchema } from '../../../lambda/contracts/verified-webhook';
import { maxStoredDuplicates } from '../../../lambda/publish/store-duplicate';
import { publishWebhook } from '../../../lambda/publish/publish-webhook';
import { fixture } from '../providers/iinked-sign/fixture';
import { ProcessDied, publisherWorld } from './publisher-world';
import { deliveries, verifiedWebhook } from './verified-webhook';

const genuine = JSON.parse(fixture('package-executed').toString()) as Record<string, unknown>;
const body = (more: object = {}) => Buffer.from(JSON.stringify({ ...genuine, ...more }));
const later = (more: object = {}, deliveryId: string = randomUUID()) =>
  verifiedWebhook(body(more), deliveryId);

/** A world whose record has a forged body: it came before the genuine one. */
async function forgedFirst() {
  const world = publisherWorld();
  await publishWebhook(world.deps, verifiedWebhook(body({ externalData: { forged: true } })));
  return world;
}

const recordKeyOf = (world: ReturnType<typeof publisherWorld>) => [...world.records.keys()][0]!;
const storedKeys = (world: ReturnType<typeof publisherWorld>) => [...world.records.keys()].slice(1);

describe('a duplicate that differs from its record', () => {
  it('keeps its bytes, below the name of its event', async () => {
    const world = await forgedFirst();
    const webhook = later();

    await publishWebhook(world.deps, webhook);

    const [key = ''] = storedKeys(world);
    const stored = world.records.get(key)!;
    const eventId = world.events[0]!.id;
    expect(key).toBe(recordKeyOf(world).replace('.json', `/${stored.metadata['content-sha256']}.json`));
    expect(webhookRecordSchema.parse(JSON.parse(stored.text))).toEqual({ version: 1, eventId, webhook });
    expect(stored.metadata['delivery-id']).toBe(webhook.deliveryId);
  });

  it('is counted, gets an archive job, and is no event', async () => {
    const world = await forgedFirst();

    await publishWebhook(world.deps, later());

    expect([world.events.length, world.jobs.length]).toEqual([1, 2]);
    expect(world.counts).toEqual({ EventPublished: 1, EventDuplicate: 1, DuplicateBodyDiffers: 1 });
  });

  it('is stored once, however often it comes, and counted each time', async () => {
    const world = await forgedFirst();

    for (let times = 0; times < 5; times++) await publishWebhook(world.deps, later());

    expect(storedKeys(world)).toHaveLength(1);
    expect(world.counts.DuplicateBodyDiffers).toBe(5);
  });

  it('is only counted if there are enough of its event, and so is never an error', async () => {
    const world = await forgedFirst();

    for (let n = 0; n < maxStoredDuplicates + 3; n++) await publishWebhook(world.deps, later({ n }));
    await publishWebhook(world.deps, later({ n: 0 }));

    expect(storedKeys(world)).toHaveLength(20);
    expect(world.counts).toMatchObject({ DuplicateBodyDiffers: 24, DuplicateBodyDropped: 3 });
  });

  it.each([
    ['before', 'list records'],
    ['after', 'list records'],
    ['before', 'putOnce'],
    ['after', 'putOnce'],
  ] as const)('is stored and counted by the next attempt if the process dies %s %s', async (moment, step) => {
    const world = await forgedFirst();
    const webhook = later();
    const steps = ['putOnce', 'describe', 'queue job', 'list records', 'putOnce'];

    world.dieAt({ call: steps.lastIndexOf(step) + 1, moment });
    await expect(publishWebhook(world.deps, webhook)).rejects.toBeInstanceOf(ProcessDied);
    world.dieAt(undefined);
    await publishWebhook(world.deps, webhook);

    expect(storedKeys(world)).toHaveLength(1);
    expect(world.counts.DuplicateBodyDiffers).toBe(1);
  });
});

describe('a duplicate of a record that an older version wrote', () => {
  async function oldRecord() {
    const world = await forgedFirst();
    const key = recordKeyOf(world);
    const record = world.records.get(key)!;
    const metadata = Object.fromEntries(
      Object.entries(record.metadata).filter(([name]) => name !== 'content-sha256'),
    );
    world.records.set(key, { ...record, metadata });
    return world;
  }

  it('is compared with the content of the record', async () => {
    const world = await oldRecord();

    await publishWebhook(world.deps, later({ externalData: { forged: true } }));
    await publishWebhook(
      world.deps,
      verifiedWebhook(
        Buffer.from(JSON.stringify(JSON.parse(body({ externalData: { forged: true } }).toString()), null, 2)),
        deliveries[1],
      ),
    );
    expect(storedKeys(world)).toEqual([]);

    await publishWebhook(world.deps, later());
    expect(storedKeys(world)).toHaveLength(1);
  });

  it('is stored if the record cannot be read', async () => {
    const world = await oldRecord();
    const key = recordKeyOf(world);
    world.records.set(key, { ...world.records.get(key)!, text: 'not a record' });

    await publishWebhook(world.deps, later());

    expect(storedKeys(world)).toHaveLength(1);
  });
});

it('the same request again makes neither a difference nor another call', async () => {
  const world = publisherWorld();
  await publishWebhook(world.deps, later());
  world.calls.length = 0;

  await publishWebhook(world.deps, later());

  expect(world.calls).toEqual(['putOnce', 'describe', 'queue job']);
  expect(world.counts.DuplicateBodyDiffers).toBeUndefined();
});

it('test deliveries never differ: each has new times', async () => {
  const world = publisherWorld();
  const read = () => ({ type: 'envelope.completed', test: true, key: 1, envelope: { id: 'p-1' } }) as const;
  const deps = { ...world.deps, eventReaders: { ...world.deps.eventReaders, 'iinked-sign': read } };

  await publishWebhook(deps, later({ n: 1 }));
  await publishWebhook(deps, later({ n: 2 }));

  expect(world.counts).toEqual({ EventPublished: 1, EventDuplicate: 1 });
});
