import { plantBundle } from './archive-parts';
import { measurePass } from './measured-pass';
import { day, hour, minute, reconcilerWorld, start } from './reconciler-world';
import { completed } from './scripted-lister';

const sizes = [100, 1_000, 10_000];

/** A pass writes a mark only each six hours, and looks for the last one first. */
const passes = [
  { name: 'daily', kind: 'full', everyMs: day, ownListsAndPuts: 6 },
  { name: 'hourly', kind: 'recent', everyMs: hour, ownListsAndPuts: 5 },
] as const;

const cases = passes.flatMap((pass) =>
  sizes.flatMap((envelopes) => [
    { ...pass, envelopes, completedSince: 0 },
    { ...pass, envelopes, completedSince: envelopes / 100 },
  ]),
);

test.each(cases)(
  'a $name pass over $envelopes envelopes, of which $completedSince completed since, asks S3 for those only',
  async ({ kind, everyMs, ownListsAndPuts, envelopes, completedSince }) => {
    const calls = await measurePass({ envelopes, completedSince, kind, everyMs });

    const pages = envelopes / 100;
    expect(calls).toEqual({
      getOrHead: 1,
      jobs: 0,
      provider: pages,
      listOrPut: ownListsAndPuts + completedSince,
      // The start, the begin and the orders are runs too.
      runs: pages + 3,
    });
  },
);

describe('a missing envelope', () => {
  async function worldWithOne() {
    const world = reconcilerWorld();
    await world.pass();
    world.provider.script.envelopes = [completed('one', new Date(start.getTime() + minute))];
    world.clock.now = new Date(start.getTime() + day);
    return world;
  }

  const namesOf = async (world: ReturnType<typeof reconcilerWorld>) => {
    world.outside.dieAt(undefined);
    await world.pass();
    return world.outside.names.filter((name) => !['provider', 'send page'].includes(name));
  };

  test('takes four calls of S3 and a job once', async () => {
    const names = await namesOf(await worldWithOne());

    expect(names).toEqual([
      ...['put', 'get', 'list', 'list', 'list'],
      ...['list', 'head', 'list', 'put', 'send job'],
      ...['list', 'put'],
    ]);
  });

  test('takes one call in each pass while its order is open, once no pass looks for it on the list', async () => {
    const world = await worldWithOne();
    await world.pass();
    world.provider.script.envelopes = [];
    world.clock.now = new Date(start.getTime() + 2 * day);

    expect(await namesOf(world)).toEqual(['put', 'get', 'list', 'list', 'list', 'list', 'list', 'put']);
  });

  test('takes none once its order is closed', async () => {
    const world = await worldWithOne();
    await world.pass();
    plantBundle(world, 'one');
    world.provider.script.envelopes = [];
    world.clock.now = new Date(start.getTime() + 2 * day);
    await world.pass();
    world.clock.now = new Date(start.getTime() + 3 * day);

    expect(await namesOf(world)).toEqual(['put', 'get', 'list', 'list', 'list', 'list', 'put']);
  });
});

test('S3 lists the notes of five hundred closed orders in one call', async () => {
  const world = reconcilerWorld();
  await world.pass();
  for (let index = 0; index < 499; index++) {
    world.plant(`reconciliation/contracts/id-${index}/1.json`, Buffer.from('{}'));
    world.plant(`reconciliation/contracts/id-${index}/1-archived.json`, Buffer.from('{}'));
  }
  world.clock.now = new Date(start.getTime() + day);
  world.outside.dieAt(undefined);

  await world.pass();

  expect(world.outside.names.filter((name) => name === 'list')).toHaveLength(4);
});
