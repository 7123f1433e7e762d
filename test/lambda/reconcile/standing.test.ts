import { recordKey } from '../../../lambda/contracts/object-keys';
import type { CompletedEnvelope } from '../../../lambda/providers/envelope-lister';
import { eventReaders } from '../../../lambda/providers';
import { completionEventId } from '../../../lambda/reconcile/completion-record';
import { fixture } from '../providers/iinked-sign/fixture';
import { deliveries, verifiedWebhook } from '../publish/verified-webhook';
import { noteKeys, orderedIds, plantBundle, plantRecord } from './archive-parts';
import {
  at,
  day,
  hour,
  minute,
  reconcilerWorld,
  start,
  type ReconcilerWorld,
  type WorldOptions,
} from './reconciler-world';
import { completed } from './scripted-lister';

const after = (ms: number) => new Date(start.getTime() + ms);

/** A world after its first pass. */
async function worldWith(envelope: CompletedEnvelope, options: WorldOptions = {}): Promise<ReconcilerWorld> {
  const world = reconcilerWorld(options);
  await world.pass();
  world.provider.script.envelopes = [envelope];
  return world;
}

/** Runs a pass at that time, as if its last one had been just before. */
async function passAt(world: ReconcilerWorld, time: Date): Promise<void> {
  world.clock.now = time;
  await world.pass();
}

/** Does something at an earlier time. */
function doAt({ clock }: ReconcilerWorld, time: Date, effect: () => void): void {
  const { now } = clock;
  clock.now = time;
  effect();
  clock.now = now;
}

const legacy = { legacyId: '77' };

describe('an envelope whose webhook was recorded', () => {
  test.each([
    ['its id', {}, 'one'],
    ['its id, although it has an older one', legacy, 'one'],
    ['its older id', legacy, '77'],
  ])('less than 49 hours ago, under %s, waits for that webhook’s job', async (_, more, folder) => {
    const envelope = completed('one', after(hour), more);
    const world = await worldWith(envelope);
    doAt(world, after(hour), () => plantRecord(world, envelope, folder));

    await passAt(world, after(50 * hour - minute));

    expect(world.jobs).toEqual([]);
    expect(world.entries.at(-1)).toMatchObject({ found: 1, waiting: 1, ordered: 0 });
  });

  test.each([
    ['its id', {}, 'one'],
    ['its older id', legacy, '77'],
  ])('49 hours ago, under %s, is ordered without a word of its completion', async (_, more, folder) => {
    const envelope = completed('one', after(hour), more);
    const world = await worldWith(envelope);
    doAt(world, after(hour), () => plantRecord(world, envelope, folder));

    await passAt(world, after(50 * hour));

    const [job] = world.jobs;
    expect(job).toMatchObject({
      envelopeId: 'one',
      completionEventId: completionEventId('contracts', envelope),
    });
    expect(job).not.toHaveProperty('unreportedCompletion');
    expect(world.counts.WebhookMissed).toBeUndefined();
  });

  test('of another completion is not taken for this one’s', async () => {
    const world = await worldWith(completed('one', after(2 * hour)));
    doAt(world, after(hour), () => plantRecord(world, completed('one', after(hour))));

    await passAt(world, after(day));

    expect(world.jobs).toMatchObject([{ unreportedCompletion: { occurredAt: at(after(2 * hour)) } }]);
  });
});

describe('an envelope that was completed again', () => {
  const first = completed('one', after(hour));
  const again = completed('one', after(10 * hour));

  async function archivedOnce() {
    const world = await worldWith(again);
    doAt(world, after(hour), () => plantRecord(world, first));
    doAt(world, after(hour + minute), () => plantBundle(world, 'one'));
    return world;
  }

  test('is ordered if its bundle is older, and no webhook reported', async () => {
    const world = await archivedOnce();

    await passAt(world, after(day));

    expect(world.jobs).toMatchObject([{ unreportedCompletion: { occurredAt: at(after(10 * hour)) } }]);
    expect(world.counts.WebhookMissed).toBe(1);
  });

  test('is ordered without a word of its completion if its webhook is older than 49 hours', async () => {
    const world = await archivedOnce();
    doAt(world, after(10 * hour), () => plantRecord(world, again));

    await passAt(world, after(10 * hour + 49 * hour));

    expect(orderedIds(world)).toEqual(['one']);
    expect(world.jobs[0]).not.toHaveProperty('unreportedCompletion');
  });

  test('is there if a bundle came after its webhook, although the provider’s clock is ahead', async () => {
    const world = await worldWith(completed('one', after(10 * hour)));
    doAt(world, after(10 * hour - 5 * minute), () => plantRecord(world, again));
    doAt(world, after(10 * hour - 4 * minute), () => plantBundle(world, 'one'));

    await passAt(world, after(day));

    expect(world.jobs).toEqual([]);
    expect(world.entries.at(-1)).toMatchObject({ found: 1, there: 1 });
  });

  test('is ordered again although the order of its first completion is closed, and that completion is published', async () => {
    const world = await worldWith(first);
    await passAt(world, after(day));
    doAt(world, after(day + minute), () => plantBundle(world, 'one'));
    await passAt(world, after(2 * day));
    world.provider.script.envelopes = [completed('one', after(2 * day + hour))];

    await passAt(world, after(3 * day));

    expect(orderedIds(world)).toEqual(['one', 'one']);
    expect(noteKeys(world)).toEqual(
      expect.arrayContaining(['one/1-archived.json', 'one/1.json', 'one/2.json']),
    );
    expect(world.jobs[1]?.unreportedCompletion).toEqual({ occurredAt: at(after(2 * day + hour)) });
    expect(world.counts.WebhookMissed).toBe(2);
    expect(world.entries.at(-1)).toMatchObject({ ordered: 1, missed: 1 });
  });
});

test.each([
  ['its id', 'one'],
  ['its older id', '77'],
])('an envelope with a bundle under %s is there', async (_, folder) => {
  const world = await worldWith(completed('one', after(hour), legacy));
  doAt(world, after(2 * hour), () => plantBundle(world, folder));

  await passAt(world, after(day));

  expect(world.entries.at(-1)).toMatchObject({ found: 1, there: 1, ordered: 0 });
});

test('files without a manifest are no bundle', async () => {
  const world = await worldWith(completed('one', after(hour)));
  doAt(world, after(2 * hour), () => {
    for (const path of ['a.pdf', 'manifest.json.pdf', 'parts/manifest.json'])
      world.plant(`documents/contracts/one/abc/${path}`, Buffer.from('x'));
  });

  await passAt(world, after(day));

  expect(orderedIds(world)).toEqual(['one']);
});

describe('an order whose note is there when the pass writes it', () => {
  /** Runs a pass that finds the note written in between. */
  async function passWithNote(orderId: string): Promise<ReconcilerWorld> {
    const world = await worldWith(completed('one', after(hour)));
    const { putOnce } = world.deps.bucket;
    jest.spyOn(world.deps.bucket, 'putOnce').mockImplementation((object) => {
      const note = 'reconciliation/contracts/one/1.json';
      if (object.key === note) world.plant(note, Buffer.from('{}'), undefined, { 'order-id': orderId });
      return putOnce(object);
    });
    await passAt(world, after(day));
    return world;
  }

  test('by another pass at the same time sends no job, because that pass does', async () => {
    const world = await passWithNote('full-id-9.0');

    expect(world.jobs).toEqual([]);
    expect(world.entries.at(-1)).toMatchObject({ found: 1, waiting: 1, ordered: 0, missed: 0 });
    expect(world.counts.WebhookMissed).toBeUndefined();
  });

  test('by itself, when the answer was lost, sends its job', async () => {
    const world = await passWithNote('full-id-2.0');

    expect(world.jobs).toMatchObject([{ envelopeId: 'one', orderId: 'full-id-2.0' }]);
  });
});

describe('where the list has not all of the key of the webhook’s event, the records are read', () => {
  const endpoint = {
    provider: 'iinked-sign',
    readEvent: eventReaders['iinked-sign'],
    cutsRecent: false,
  } as const;
  const envelope = { id: 'one', createdAt: at(after(hour)), completedAt: at(after(hour)) };

  /** Plants a webhook's record, with the event of a fixture. */
  function plantWebhook(world: ReconcilerWorld, name: string, eventId = 'e'.repeat(64)): void {
    const webhook = verifiedWebhook(fixture(name), deliveries[0]);
    const record = { version: 1, eventId, webhook };
    world.plant(recordKey('contracts', 'one', eventId), Buffer.from(JSON.stringify(record)));
  }

  test('and a completion among them is found', async () => {
    const world = await worldWith(envelope, { endpoint });
    doAt(world, after(hour), () => plantWebhook(world, 'package-executed'));

    await passAt(world, after(day));
    const waiting = orderedIds(world);
    await passAt(world, after(4 * day));

    expect(waiting).toEqual([]);
    expect(world.jobs).toMatchObject([{ completionEventId: 'e'.repeat(64) }]);
    expect(world.jobs[0]).not.toHaveProperty('unreportedCompletion');
  });

  test('and other events are no completion', async () => {
    const world = await worldWith(envelope, { endpoint });
    doAt(world, after(hour), () => plantWebhook(world, 'document-executed'));
    world.plant(recordKey('contracts', 'one', 'f'.repeat(64)), Buffer.from('no record'));

    await passAt(world, after(day));

    expect(world.jobs).toMatchObject([{ unreportedCompletion: { occurredAt: at(after(hour)) } }]);
  });

  test('but not what is a duplicate of an event', async () => {
    const world = await worldWith(envelope, { endpoint });
    doAt(world, after(hour), () => plantWebhook(world, 'package-executed', `${'e'.repeat(64)}/1`));

    await passAt(world, after(day));

    expect(world.jobs).toMatchObject([{ unreportedCompletion: { occurredAt: at(after(hour)) } }]);
  });

  test('and a test of the provider is no completion', async () => {
    const readTest: typeof endpoint.readEvent = (body) => ({ ...endpoint.readEvent(body), test: true });
    const world = await worldWith(envelope, { endpoint: { ...endpoint, readEvent: readTest } });
    doAt(world, after(hour), () => plantWebhook(world, 'package-executed'));

    await passAt(world, after(day));

    expect(orderedIds(world)).toEqual(['one']);
  });
});

describe('a completion in our future', () => {
  test('says nothing: an envelope with a bundle is there', async () => {
    const world = await worldWith(completed('one', after(400 * day)));
    doAt(world, after(hour), () => plantBundle(world, 'one'));

    await passAt(world, after(day));

    expect(world.jobs).toEqual([]);
    expect(world.entries.at(-1)).toMatchObject({ found: 1, there: 1 });
  });

  test('does not leave an order open for ever once there is a bundle', async () => {
    const world = await worldWith(completed('one', after(400 * day)));
    await passAt(world, after(day));
    doAt(world, after(day + minute), () => plantBundle(world, 'one'));

    for (const days of [2, 3, 4, 5, 6]) await passAt(world, after(days * day));

    expect(orderedIds(world)).toEqual(['one']);
    expect(world.counts.BundleMissing).toBeUndefined();
  });
});
