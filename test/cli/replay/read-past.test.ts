import { pastObject } from '../../../cli/replay/past-object';
import { readPast } from '../../../cli/replay/read-past';
import { eventId } from '../../../lambda/kit/event-id';
import { webhookRecordSchema, verifiedWebhookSchema } from '../../../lambda/contracts/verified-webhook';
import { MemoryArchive } from './memory-archive';
import {
  completionEventId,
  incomplete,
  incompleteKey,
  manifest,
  manifestKey,
  orderKey,
  orderNote,
  recordedPast,
} from './past-world';

const storedAt = new Date('2026-11-21T10:06:00.000Z');

const read = (archive: MemoryArchive, key: string) => readPast(archive, pastObject({ key, storedAt })!);

async function keysOf(archive: MemoryArchive): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of archive.list('')) keys.push(key);
  return keys;
}

describe('a record', () => {
  it('is the event that was published, with its id', async () => {
    const { archive, published } = await recordedPast();

    const past = await Promise.all((await keysOf(archive)).map((key) => read(archive, key)));

    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    expect(past.flatMap(({ events }) => events).sort(byId)).toEqual([...published].sort(byId));
    expect(past.map(({ difference }) => difference)).toEqual([undefined, undefined, undefined]);
  });

  /** Changes the first record, and reads it. */
  async function changed(change: (record: ReturnType<typeof webhookRecordSchema.parse>) => object) {
    const { archive } = await recordedPast();
    const [key = ''] = await keysOf(archive);
    const record = webhookRecordSchema.parse(JSON.parse(Buffer.from((await archive.read(key))!).toString()));
    return { key, record, past: await read(archive.put(key, change(record)), key) };
  }

  it('that reads as another event today keeps its id, and is reported', async () => {
    const other = `${'d'.repeat(64)}.json`;
    const { archive } = await recordedPast();
    const [first = ''] = await keysOf(archive);
    const key = `${first.slice(0, first.lastIndexOf('/'))}/${other}`;
    const record = webhookRecordSchema.parse(
      JSON.parse(Buffer.from((await archive.read(first))!).toString()),
    );
    const id = 'd'.repeat(64);
    archive.put(key, { ...record, eventId: id, eventType: 'provider.event' });

    const { events, difference } = await read(archive, key);

    expect(events).toMatchObject([{ id, type: record.eventType }]);
    expect(difference).toEqual({
      key,
      recorded: { id, type: 'provider.event' },
      today: { id: record.eventId, type: record.eventType },
    });
  });

  it('of an earlier version has no type, so only its id can differ', async () => {
    const { past } = await changed(({ eventType, ...record }) => (expect(eventType).toBeDefined(), record));

    expect(past.difference).toBeUndefined();
    expect(past.events).toHaveLength(1);
  });

  it.each<[string, (record: ReturnType<typeof webhookRecordSchema.parse>) => object]>([
    ['of another event', (record) => ({ ...record, eventId: 'e'.repeat(64) })],
    ['of another endpoint', (record) => ({ ...record, webhook: { ...record.webhook, endpoint: 'other' } })],
    ['that is no record', () => ({ version: 2 })],
  ])('%s is not taken for what its key says', async (_what, change) => {
    expect((await changed(change)).past).toEqual({ events: [], leftOut: 'unreadable' });
  });

  it('of a test is left out', async () => {
    const { past } = await changed((record) => ({
      ...record,
      webhook: verifiedWebhookSchema.parse({ ...record.webhook, test: true }),
    }));

    expect(past).toEqual({ events: [], leftOut: 'test' });
  });
});

describe('a bundle', () => {
  it('is an envelope.archived with the id that it had, at the time of its manifest', async () => {
    const { events } = await read(new MemoryArchive().put(manifestKey, manifest()), manifestKey);

    expect(events).toMatchObject([
      {
        type: 'envelope.archived',
        id: eventId('iinked-sign', ['envelope.archived', manifest().envelope.id, '0b41']),
        confirmed: true,
        receivedAt: storedAt.toISOString(),
        archive: { bucket: 'archive-bucket', manifest: { key: manifestKey }, fileCount: 1 },
      },
    ]);
  });

  it('of an import says so', async () => {
    const archive = new MemoryArchive().put(manifestKey, manifest({ foundBy: 'import' }));

    expect((await read(archive, manifestKey)).events).toMatchObject([{ foundBy: 'import' }]);
  });

  const found = () => new MemoryArchive().put(manifestKey, manifest({ foundBy: 'reconciliation' }));

  it('that reconciliation found comes after its completion, if no webhook reported that', async () => {
    const archive = found().put(orderKey, orderNote({ occurredAt: '2026-11-20T10:00:00Z' }));

    expect((await read(archive, manifestKey)).events).toMatchObject([
      {
        type: 'envelope.completed',
        id: completionEventId,
        foundBy: 'reconciliation',
        confirmed: true,
        occurredAt: '2026-11-20T10:00:00Z',
        envelope: { title: 'Lease' },
      },
      { type: 'envelope.archived', foundBy: 'reconciliation' },
    ]);
  });

  it('has no completion of its own if a webhook had come, or came later', async () => {
    const hadCome = found().put(orderKey, orderNote(undefined));
    const { archive: later } = await recordedPast();
    const [key = ''] = await keysOf(later);
    const record = JSON.parse(Buffer.from((await later.read(key))!).toString()) as object;
    const cameLater = found()
      .put(orderKey, orderNote({}))
      .put(`webhooks/iinked-sign/${manifest().envelope.id}/${completionEventId}.json`, record);

    for (const archive of [hadCome, cameLater]) {
      const types = (await read(archive, manifestKey)).events.map(({ type }) => type);
      expect(types).toEqual(['envelope.archived']);
    }
  });

  it.each([
    ['of another endpoint', manifest({ endpoint: 'other' })],
    ['of another envelope', manifest({ envelope: { ...manifest().envelope, id: 'other' } })],
    ['that is none', { version: 2 }],
  ])('with a manifest %s is not taken for what its key says', async (_what, value) => {
    expect(await read(new MemoryArchive().put(manifestKey, value), manifestKey)).toEqual({
      events: [],
      leftOut: 'unreadable',
    });
  });
});

describe('an incomplete bundle', () => {
  const events = async (more: object = {}) =>
    read(new MemoryArchive().put(incompleteKey, incomplete(more)), incompleteKey);

  it('is an envelope.archive-failed with the id that it had, and the reason of a missing file', async () => {
    expect(await events()).toMatchObject({
      events: [
        {
          type: 'envelope.archive-failed',
          id: eventId('iinked-sign', ['envelope.archive-failed', manifest().envelope.id, completionEventId]),
          confirmed: false,
          receivedAt: '2026-11-23T10:00:00.000Z',
          problem: 'not-a-pdf',
          incomplete: { key: incompleteKey, missingCount: 2 },
        },
      ],
    });
  });

  it('of an import was announced by no event', async () => {
    expect(await events({ foundBy: 'import' })).toEqual({ events: [], leftOut: 'quiet' });
  });
});

it('an object that is gone meanwhile is unreadable', async () => {
  expect(await read(new MemoryArchive(), manifestKey)).toEqual({ events: [], leftOut: 'unreadable' });
});
