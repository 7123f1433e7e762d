import { importPass } from '../../../cli/commands/import-pass';
import { noteKeys, orderedIds, plantBundle, plantRecord } from './archive-parts';
import type { Death } from './mortal-calls';
import { completed } from './scripted-lister';
import {
  day,
  hour,
  minute,
  reconcilerWorld,
  start,
  startMessage,
  type ReconcilerWorld,
} from './reconciler-world';

const onList = (id: string, minutes: number) => completed(id, new Date(start.getTime() + minutes * minute));

/** The envelopes of the list, on two pages. One comes twice, as the list shifted. */
const listed = [
  ...[onList('there', 1), onList('missing-1', 2), onList('recorded', 3)],
  ...[onList('missing-1', 2), onList('missing-2', 4), onList('archived', 5)],
];

/**
 * A world three days after its first passes. `again` and `archived` were ordered on the first day, and `archived` has a bundle
 * since. `there` was archived by its webhook, and the job of `recorded`'s webhook was given up.
 */
async function worldBefore(): Promise<ReconcilerWorld> {
  const world = reconcilerWorld();
  const { script } = world.provider;
  script.pageSize = 3;
  await world.pass();
  world.clock.now = new Date(start.getTime() + 2 * hour);
  plantRecord(world, listed[0]!);
  plantBundle(world, 'there');
  plantRecord(world, listed[2]!);
  script.envelopes = [onList('again', 6), onList('archived', 5)];
  await world.pass();
  plantBundle(world, 'archived');
  script.envelopes = listed;
  world.clock.now = new Date(start.getTime() + 3 * day);
  world.jobs.length = 0;
  await world.send(startMessage('full', day));
  world.outside.dieAt(undefined);
  return world;
}

const steps = [
  'send page',
  ...['put', 'get', 'list', 'list', 'send page'],
  // The orders: that of `again` is repeated, that of `archived` is closed.
  ...['list', 'list', 'get', 'put', 'send job', 'list', 'put', 'send page'],
  ...['provider', 'list', 'list', 'list', 'head', 'head', 'list', 'list'],
  ...['put', 'put', 'send job', 'send job', 'send page'],
  ...['provider', 'list', 'list', 'list', 'head', 'head', 'list', 'list'],
  ...['put', 'send job', 'list', 'put'],
];

const deathsAt = (names: readonly string[]) =>
  names.flatMap((step, index) =>
    (['before', 'after'] as const).map((moment) => ({ step, moment, call: index + 1 })),
  );

/** What must be there after the pass, whatever happened. */
const expectedNotes = [
  `.passes/full/${new Date(start.getTime()).toISOString()}.json`,
  `.passes/full/${new Date(start.getTime() + 3 * day).toISOString()}.json`,
  ...['again/1.json', 'again/2.json', 'archived/1-archived.json', 'archived/1.json'],
  ...['missing-1/1.json', 'missing-2/1.json', 'recorded/1.json', 'since.json'],
];

const ordered = new Set(['again', 'missing-1', 'missing-2', 'recorded']);

/** The orders of each envelope's jobs. */
function orderIdsOf({ jobs }: ReconcilerWorld, id: string) {
  return new Set(jobs.filter(({ envelopeId }) => envelopeId === id).map(({ orderId }) => orderId));
}

test('a pass without a crash makes exactly these calls', async () => {
  const world = await worldBefore();

  await world.runQueue();

  expect(world.outside.names).toEqual(steps);
  expect(noteKeys(world)).toEqual(expectedNotes);
  expect([...orderedIds(world)].sort()).toEqual([...ordered]);
});

test.each(deathsAt(steps))(
  'after a crash $moment call $call ($step), each missing envelope has one order, and the pass ends',
  async (death: Death) => {
    const world = await worldBefore();
    const queries = world.provider.queries.length;

    world.outside.dieAt(death);
    await world.runQueue();

    expect(noteKeys(world)).toEqual(expectedNotes);
    expect(new Set(orderedIds(world))).toEqual(ordered);
    for (const id of ordered) expect(orderIdsOf(world, id).size).toBe(1);
    // Two pages. Only the message of one run comes again, and a crash after its send leaves two of the next.
    expect(world.provider.queries.length - queries).toBeLessThanOrEqual(4);
  },
);

describe('an import that shall retry', () => {
  /** A world with an order that stands, and one envelope that was never ordered. */
  async function worldBeforeRetry(): Promise<ReconcilerWorld> {
    const world = reconcilerWorld();
    const { script } = world.provider;
    await world.pass();
    script.envelopes = [onList('again', 1)];
    world.clock.now = new Date(start.getTime() + 2 * hour);
    await world.pass();
    script.envelopes = [onList('again', 1), onList('missing', 2)];
    world.jobs.length = 0;
    const request = {
      id: 'import-1',
      endpoint: 'contracts',
      archiveQueue: 'contracts-queue',
      since: undefined,
    };
    await world.send(importPass({ ...request, dryRun: false, retry: true }, world.clock.now.getTime()));
    world.outside.dieAt(undefined);
    return world;
  }

  const retrySteps = [
    ...['put', 'get', 'send page'],
    ...['list', 'depth', 'list', 'head', 'get', 'put', 'send job', 'send page'],
    ...['provider', 'depth', 'list', 'list', 'head', 'head', 'list', 'list', 'put', 'send job'],
  ];

  test('makes exactly these calls', async () => {
    const world = await worldBeforeRetry();

    await world.runQueue();

    expect(world.outside.names).toEqual(retrySteps);
  });

  test.each(deathsAt(retrySteps))(
    'orders each envelope once more despite a crash $moment call $call ($step)',
    async (death) => {
      const world = await worldBeforeRetry();

      world.outside.dieAt(death);
      await world.runQueue();

      expect(noteKeys(world).slice(1)).toEqual([
        'again/1.json',
        'again/2.json',
        'missing/1.json',
        'since.json',
      ]);
      for (const id of ['again', 'missing']) expect(orderIdsOf(world, id).size).toBe(1);
    },
  );
});
