import { isDue, sweepSpool } from '../../../lambda/publish/sweep-spool';
import { publisherWorld } from './publisher-world';

const quarter = 15 * 60 * 1000;
const now = new Date('2026-11-21T12:00:00Z');
const aged = (milliseconds: number) => new Date(now.getTime() - milliseconds);

/** The number of periods in 30 days, the life of an object. */
const quarters = Array.from({ length: 30 * 24 * 4 }, (_, index) => index);

test('an object is due at an age of 1, 2, 4, 8… periods and never in between', () => {
  const due = quarters.filter((periods) => isDue({ spooledAt: aged(periods * quarter + 1000) }, now));

  expect(due).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]);
});

test.each([
  ['younger than a period', quarter - 1, false],
  ['a period old', quarter, true],
  ['of the future, by another clock', -quarter, false],
])('an object %s', (_, age, expected) => {
  expect(isDue({ spooledAt: aged(age) }, now)).toBe(expected);
});

test('only due objects are queued again', async () => {
  const world = publisherWorld();
  world.spooled.set('a/young.json', { text: '', spooledAt: aged(60_000) });
  world.spooled.set('a/lost.json', { text: '', spooledAt: aged(quarter) });
  world.spooled.set('b/poisoned.json', { text: '', spooledAt: aged(3 * quarter) });

  await sweepSpool(world.deps);

  expect(world.intake).toEqual([{ version: 1, spooled: { key: 'a/lost.json' } }]);
});

test('a full page queues a message for the next page', async () => {
  const world = publisherWorld();
  const keys = Array.from({ length: 1500 }, (_, index) => `a/${String(index).padStart(4, '0')}.json`);
  for (const key of keys) world.spooled.set(key, { text: '', spooledAt: aged(quarter) });

  await sweepSpool(world.deps);
  const rest = world.intake.pop();
  await sweepSpool(world.deps, 'a/0999.json');

  expect(rest).toEqual({ version: 1, sweepSpool: true, after: 'a/0999.json' });
  expect(world.intake).toEqual(keys.map((key) => ({ version: 1, spooled: { key } })));
});

test('an empty spool logs nothing', async () => {
  const world = publisherWorld();

  await sweepSpool(world.deps);

  expect([world.intake, world.lines]).toEqual([[], []]);
});

test('fails if a message cannot be sent, so that the sweep is retried', async () => {
  const world = publisherWorld();
  world.spooled.set('a/lost.json', { text: '', spooledAt: aged(quarter) });
  world.dieAt({ call: 2, moment: 'before' });

  await expect(sweepSpool(world.deps)).rejects.toThrow('requeue');
});
