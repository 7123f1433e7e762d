import { importPass } from '../../../cli/commands/import-pass';
import type { PassCounts } from '../../../lambda/contracts/reconcile-message';
import { noteKeys, orderedIds, plantBundle, plantRecord } from './archive-parts';
import { at, day, hour, minute, reconcilerWorld, start, type ReconcilerWorld } from './reconciler-world';
import { completed } from './scripted-lister';

const after = (ms: number) => new Date(start.getTime() + ms);

const past = (count: number) =>
  Array.from({ length: count }, (_, index) => completed(`past-${index}`, after(-100 * day + index)));

let imports = 0;

/** Runs an import to its end, as the command starts it. Returns its last log line. */
async function runImport(
  world: ReconcilerWorld,
  options: { readonly since?: string; readonly dryRun?: boolean; readonly retry?: boolean } = {},
) {
  const { since = '2020-01-01T00:00:00.000Z', dryRun = false, retry = false } = options;
  const request = {
    id: `import-${++imports}`,
    endpoint: 'contracts',
    archiveQueue: 'contracts-queue',
    since,
  };
  await world.send(importPass({ ...request, dryRun, retry }, world.clock.now.getTime()));
  await world.runQueue();
  const end = world.entries.at(-1)!;
  expect(end.message).toBe('pass ended');
  const { found, there, waiting, ordered, missed } = end as unknown as PassCounts;
  expect(there + waiting + ordered).toBe(found);
  return { outcome: end['outcome'], found, there, waiting, ordered, missed };
}

describe('an import', () => {
  test('orders what completed since then, as an import and without a word of its completion', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.provider.script.envelopes = [completed('older', new Date('2019-12-31T23:59:59Z')), ...past(3)];

    const end = await runImport(world);

    expect(end).toEqual({ outcome: 'finished', found: 3, there: 0, waiting: 0, ordered: 3, missed: 0 });
    expect(orderedIds(world)).toEqual(['past-0', 'past-1', 'past-2']);
    for (const job of world.jobs) {
      expect(job.foundBy).toBe('import');
      expect(job).not.toHaveProperty('unreportedCompletion');
    }
    expect(world.counts.WebhookMissed).toBeUndefined();
  });

  test('orders what a scheduled pass should have found as that pass would', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.clock.now = after(day);
    world.provider.script.envelopes = [completed('missed', after(minute))];

    const end = await runImport(world);

    expect(end).toMatchObject({ ordered: 1, missed: 1 });
    expect(world.jobs).toMatchObject([
      { foundBy: 'reconciliation', unreportedCompletion: { occurredAt: at(after(minute)) } },
    ]);
  });

  test('finds its own orders waiting the next time, and then there', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(4);
    await runImport(world);
    plantBundle(world, 'past-0');

    const end = await runImport(world);

    expect(end).toEqual({ outcome: 'finished', found: 4, there: 1, waiting: 3, ordered: 0, missed: 0 });
    expect(world.jobs).toHaveLength(4);
  });

  test('leaves no mark, and is neither counted as a finished pass nor as missing bundles', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(2);

    await runImport(world);
    await runImport(world, { retry: true });

    expect(noteKeys(world).filter((key) => key.startsWith('.passes'))).toEqual([]);
    expect(world.counts).toEqual({});
  });

  test('does not make its orders the work of nobody: the next passes look after them', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.provider.script.envelopes = past(1);
    await runImport(world);
    world.clock.now = after(3 * day);

    await world.pass();

    expect(world.jobs).toMatchObject([{ foundBy: 'import' }, { foundBy: 'import' }]);
    expect(world.counts).toMatchObject({ BundleMissing: 1 });
  });
});

describe('the queue of an import', () => {
  test('has never more than 50 of its jobs, and each envelope is counted and ordered once', async () => {
    const world = reconcilerWorld();
    Object.assign(world.provider.script, { envelopes: past(330), pageSize: 150 });
    let handled = 0;
    let maxDepth = 0;
    world.depth.of = () => {
      maxDepth = Math.max(maxDepth, world.jobs.length - handled);
      // The archiver takes some jobs between two pages.
      handled = Math.min(world.jobs.length, handled + 17);
      return world.jobs.length - handled;
    };

    const end = await runImport(world);

    expect(end).toEqual({ outcome: 'finished', found: 330, there: 0, waiting: 0, ordered: 330, missed: 0 });
    expect(new Set(orderedIds(world)).size).toBe(330);
    expect(world.jobs).toHaveLength(330);
    expect(maxDepth).toBe(50);
  });

  test('that has the jobs of live webhooks waits, and the import goes on 30 seconds later', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(2);
    const depths = [60, 50, 49, 0];
    const asked: Date[] = [];
    world.depth.of = () => {
      asked.push(world.clock.now);
      return depths.shift() ?? 0;
    };

    const end = await runImport(world);

    expect(end).toMatchObject({ found: 2, ordered: 2 });
    expect(asked.map((time) => (time.getTime() - start.getTime()) / 1_000)).toEqual([0, 30, 60, 90]);
  });

  test('holds up no scheduled pass', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.clock.now = after(day);
    world.provider.script.envelopes = [completed('one', after(minute))];
    world.depth.of = () => 1_000;

    await world.pass();

    expect(orderedIds(world)).toEqual(['one']);
    expect(world.outside.names).not.toContain('depth');
  });

  test('has space left where nothing is ordered: bundles and orders are counted although it is full', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(20);
    for (const { id } of past(20)) plantBundle(world, id);
    world.depth.of = () => 1_000;

    expect(await runImport(world)).toMatchObject({ outcome: 'finished', found: 20, there: 20 });
  });
});

describe('an import that shall retry', () => {
  test('orders at once what an earlier order did not bring, once, and counts each envelope once', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(3);
    await runImport(world);
    plantBundle(world, 'past-0');

    const end = await runImport(world, { retry: true });

    expect(end).toEqual({ outcome: 'finished', found: 3, there: 1, waiting: 0, ordered: 2, missed: 0 });
    expect(orderedIds(world).slice(3)).toEqual(['past-1', 'past-2']);
    expect(noteKeys(world)).toEqual(
      expect.arrayContaining(['past-0/1-archived.json', 'past-1/2.json', 'past-2/2.json']),
    );
  });

  test('orders also what no list names any more', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(1);
    await runImport(world);
    world.provider.script.envelopes = [];

    expect(await runImport(world, { retry: true })).toMatchObject({ found: 1, ordered: 1 });
  });

  test('orders also what a webhook has ordered', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.clock.now = after(day);
    const envelope = completed('one', after(hour));
    world.provider.script.envelopes = [envelope];
    plantRecord(world, envelope);

    const before = await runImport(world);
    const end = await runImport(world, { retry: true });

    expect(before).toMatchObject({ waiting: 1, ordered: 0 });
    expect(end).toMatchObject({ waiting: 0, ordered: 1, missed: 0 });
  });

  test('waits for space in the queue with its orders too', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(3);
    await runImport(world);
    const depths = [50, 49, 49, 0];
    world.depth.of = () => depths.shift() ?? 0;

    const end = await runImport(world, { retry: true });

    expect(end).toMatchObject({ found: 3, ordered: 3 });
    expect(world.jobs).toHaveLength(6);
  });
});

describe('a dry run', () => {
  test.each([false, true])(
    'writes and sends nothing, and counts what would be ordered (retry: %s)',
    async (retry) => {
      const world = reconcilerWorld();
      world.provider.script.envelopes = past(4);
      plantBundle(world, 'past-0');
      const before = [...world.objects.keys()];

      const end = await runImport(world, { dryRun: true, retry });

      expect(end).toEqual({ outcome: 'finished', found: 4, there: 1, waiting: 0, ordered: 3, missed: 0 });
      expect([...world.objects.keys()]).toEqual(before);
      expect(world.jobs).toEqual([]);
      expect(world.outside.names).not.toContain('put');
      expect(world.counts).toEqual({});
    },
  );

  test('after an import counts what waits, and with a retry what would be ordered again', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(3);
    await runImport(world);

    expect(await runImport(world, { dryRun: true })).toMatchObject({ found: 3, waiting: 3, ordered: 0 });
    expect(await runImport(world, { dryRun: true, retry: true })).toMatchObject({
      found: 3,
      waiting: 0,
      ordered: 3,
    });
    expect(world.jobs).toHaveLength(3);
  });

  test('closes no order whose bundle is there', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(1);
    await runImport(world);
    plantBundle(world, 'past-0');

    await runImport(world, { dryRun: true, retry: true });

    expect(noteKeys(world)).toEqual(['past-0/1.json', 'since.json']);
  });

  test('does not wait for space in the queue', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = past(100);
    world.depth.of = () => 1_000;

    expect(await runImport(world, { dryRun: true })).toMatchObject({ ordered: 100 });
  });
});
