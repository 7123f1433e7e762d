import type { ScheduledPassKind } from '../../../lambda/contracts/reconcile-message';
import { noteKeys, orderedIds, plantBundle } from './archive-parts';
import { completed } from './scripted-lister';
import { day, hour, minute, reconcilerWorld, start, type ReconcilerWorld } from './reconciler-world';

const ids = Array.from({ length: 10 }, (_, index) => `envelope-${index}`);

/** A world whose provider lists envelopes that completed after the first pass. */
async function worldWith(envelopeIds: readonly string[], kind: ScheduledPassKind, everyMs: number) {
  const world = reconcilerWorld();
  await world.pass(kind, everyMs);
  world.provider.script.envelopes = envelopeIds.map((id) =>
    completed(id, new Date(start.getTime() + minute)),
  );
  return world;
}

/** Runs that many passes, one in each interval. */
async function runPasses(world: ReconcilerWorld, kind: ScheduledPassKind, everyMs: number, count: number) {
  for (let number = 0; number < count; number++) {
    world.clock.now = new Date(world.clock.now.getTime() + everyMs);
    await world.pass(kind, everyMs);
  }
}

const jobsOf = (world: ReconcilerWorld, id: string) => orderedIds(world).filter((one) => one === id).length;

const daysOf = (world: ReconcilerWorld, id: string) =>
  world.jobs
    .filter(({ envelopeId }) => envelopeId === id)
    .map(({ firstSeenAt }) => Math.round((Date.parse(firstSeenAt) - start.getTime()) / day));

describe('envelopes that can never be archived', () => {
  test('have few jobs after 200 hourly passes', async () => {
    const world = await worldWith(ids, 'recent', hour);

    await runPasses(world, 'recent', hour, 200);

    // Ordered after one hour, then after two days and after six.
    expect(ids.map((id) => jobsOf(world, id))).toEqual(ids.map(() => 3));
    expect(world.counts.WebhookMissed).toBe(10);
  });

  test('are ordered 2, 4, 8 … days after the order before, so that 200 daily passes leave seven jobs', async () => {
    const world = await worldWith(ids, 'full', day);

    await runPasses(world, 'full', day, 200);

    expect(daysOf(world, ids[0]!)).toEqual([1, 3, 7, 15, 31, 63, 127]);
    expect(ids.map((id) => jobsOf(world, id))).toEqual(ids.map(() => 7));
    expect(world.counts.WebhookMissed).toBe(10);
  });

  test('are each counted as missing by each pass after the one that ordered them', async () => {
    const world = await worldWith(ids, 'full', day);

    await runPasses(world, 'full', day, 4);

    expect(world.counts.BundleMissing).toBe(3 * ids.length);
  });

  test('are ordered again although no list names them any more', async () => {
    const world = await worldWith(ids, 'full', day);
    await runPasses(world, 'full', day, 1);
    world.provider.script.envelopes = [];

    await runPasses(world, 'full', day, 3);

    expect(ids.map((id) => jobsOf(world, id))).toEqual(ids.map(() => 2));
  });
});

test.each([1, 2, 4, 9])(
  'once the bundle is there after pass %i, nothing more is ordered, and the order is closed once',
  async (passes) => {
    const world = await worldWith(['envelope-1'], 'full', day);
    await runPasses(world, 'full', day, passes);
    const before = world.jobs.length;
    plantBundle(world, 'envelope-1');

    await runPasses(world, 'full', day, 40);

    expect(world.jobs).toHaveLength(before);
    expect(noteKeys(world).filter((key) => key.endsWith('-archived.json'))).toEqual([
      `envelope-1/${before}-archived.json`,
    ]);
    expect(world.counts.BundleMissing ?? 0).toBe(passes - 1);
  },
);

test('each order of an envelope says the same of its completion', async () => {
  const world = await worldWith(['envelope-1'], 'full', day);

  await runPasses(world, 'full', day, 8);

  const [first] = world.jobs;
  const same = { orderId: expect.any(String) as string, firstSeenAt: expect.any(String) as string };
  expect(world.jobs).toEqual([first, { ...first, ...same }, { ...first, ...same }]);
  expect(first).toMatchObject({ foundBy: 'reconciliation', attempt: 0 });
  expect(first?.unreportedCompletion).toEqual({ occurredAt: '2026-11-21T12:01:00.000Z' });
});

test('orders that stand are looked after on all pages of S3’s list, each once in a pass', async () => {
  const world = reconcilerWorld({ pageSize: 3 });
  await world.pass();
  // `since.json` comes before some and after others.
  const names = [...ids.slice(5), ...ids.slice(5).map((id) => `the-${id}`)];
  world.provider.script.envelopes = names.map((id) => completed(id, new Date(start.getTime() + minute)));
  await runPasses(world, 'full', day, 4);
  plantBundle(world, 'the-envelope-7');

  await runPasses(world, 'full', day, 1);

  expect(world.counts.BundleMissing).toBe(3 * names.length + names.length - 1);
  expect(noteKeys(world)).toContain('the-envelope-7/2-archived.json');
});
