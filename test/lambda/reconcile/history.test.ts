import type { CompletedEnvelope } from '../../../lambda/providers/envelope-lister';
import { noteKeys, orderedIds } from './archive-parts';
import { at, day, hour, minute, reconcilerWorld, start, type ReconcilerWorld } from './reconciler-world';
import { completed } from './scripted-lister';

const after = (ms: number) => new Date(start.getTime() + ms);

/** A world after its first pass, whose provider lists these envelopes a day later. */
async function worldWith(...envelopes: readonly CompletedEnvelope[]): Promise<ReconcilerWorld> {
  const world = reconcilerWorld();
  await world.pass();
  world.provider.script.envelopes = envelopes;
  world.clock.now = after(day);
  return world;
}

/** What each job says of its completion. */
const completionsOf = ({ jobs }: ReconcilerWorld) =>
  jobs.map(({ envelopeId, unreportedCompletion }) => [envelopeId, unreportedCompletion]);

describe('what completed before the first pass', () => {
  test('is history: it is neither ordered nor counted', async () => {
    const world = await worldWith(completed('old', after(-minute)), completed('new', after(minute)));

    await world.pass();

    expect(orderedIds(world)).toEqual(['new']);
    expect(world.entries.at(-1)).toMatchObject({ found: 1, ordered: 1, missed: 1 });
  });

  test('is history for the first pass too', async () => {
    const world = reconcilerWorld();
    world.provider.script.envelopes = [completed('old', after(-day))];

    await world.pass();

    expect(world.jobs).toEqual([]);
  });
});

describe('an envelope whose list has no time of completion', () => {
  const updatedAt = at(after(hour));

  test('is ordered without a word of its completion if it was made before the first pass', async () => {
    const world = await worldWith({ id: 'made-before', createdAt: at(after(-day)), updatedAt });

    await world.pass();

    expect(completionsOf(world)).toEqual([['made-before', undefined]]);
    expect(world.counts.WebhookMissed).toBeUndefined();
    expect(world.entries.at(-1)).toMatchObject({ ordered: 1, missed: 0 });
  });

  test('has certainly completed since if it was made since', async () => {
    const world = await worldWith({ id: 'made-since', createdAt: at(after(minute)), updatedAt });

    await world.pass();

    expect(completionsOf(world)).toEqual([['made-since', {}]]);
    expect(world.counts.WebhookMissed).toBe(1);
  });

  test('is history if nothing changed since the first pass', async () => {
    const world = await worldWith({ id: 'old', createdAt: at(after(-day)), updatedAt: at(after(-hour)) });

    await world.pass();

    expect(world.jobs).toEqual([]);
  });

  test('is ordered without a word of its completion if it has no time at all', async () => {
    const world = await worldWith({ id: 'timeless' });

    await world.pass();

    expect(completionsOf(world)).toEqual([['timeless', undefined]]);
  });
});

describe('what completed less than half an hour ago', () => {
  test.each([
    ['completed', completed('late', after(day - 29 * minute))],
    [
      'changed, where the list has no time of completion',
      { id: 'late', updatedAt: at(after(day - 29 * minute)) },
    ],
  ])('is left to its webhook (%s), and found by the next pass', async (_, envelope) => {
    const world = await worldWith(envelope);

    await world.pass('full', hour);
    const first = orderedIds(world);
    world.clock.now = after(day + hour);
    await world.pass('full', hour);

    expect(first).toEqual([]);
    expect(orderedIds(world)).toEqual(['late']);
  });

  test('is left to its webhook for not a minute more', async () => {
    const world = await worldWith(completed('late', after(day - 30 * minute)));

    await world.pass();

    expect(orderedIds(world)).toEqual(['late']);
  });
});

describe('a time that says nothing', () => {
  test('far in the future leaves the envelope to be ordered', async () => {
    const world = await worldWith(completed('future', after(400 * day)));

    await world.pass();

    expect(orderedIds(world)).toEqual(['future']);
  });

  test('an hour in the future is of a wrong clock: it is found once that hour is over', async () => {
    const world = await worldWith(completed('fast', after(day + hour)));

    await world.pass();
    const first = orderedIds(world);
    world.clock.now = after(2 * day);
    await world.pass();

    expect(first).toEqual([]);
    expect(orderedIds(world)).toEqual(['fast']);
  });

  test('that cannot be read leaves the envelope to be ordered, without a word of its completion', async () => {
    const world = await worldWith({ id: 'odd', completedAt: 'yesterday', updatedAt: 'today' });

    await world.pass();

    expect(completionsOf(world)).toEqual([['odd', undefined]]);
  });
});

describe('the time of the first pass', () => {
  test('is written once, and the first one counts', async () => {
    const world = await worldWith(completed('first-day', after(hour)));

    await world.pass();
    world.clock.now = after(2 * day);
    await world.pass();

    const since = Buffer.from(world.objects.get('reconciliation/contracts/since.json')!).toString();
    expect(JSON.parse(since)).toEqual({ version: 1, since: at(start) });
    expect(orderedIds(world)).toEqual(['first-day']);
    expect(noteKeys(world).filter((key) => key.includes('since'))).toEqual(['since.json']);
  });

  test('is the first one’s also where two passes begin at the same time', async () => {
    const world = reconcilerWorld();
    const [early, late] = [after(-hour), start];
    world.plant(
      'reconciliation/contracts/since.json',
      Buffer.from(JSON.stringify({ version: 1, since: at(early) })),
    );
    world.provider.script.envelopes = [completed('between', after(-40 * minute))];
    world.clock.now = late;

    await world.pass();

    expect(orderedIds(world)).toEqual(['between']);
  });

  test('that cannot be read ends each pass as refused, and orders nothing', async () => {
    const world = reconcilerWorld();
    world.plant('reconciliation/contracts/since.json', Buffer.from('{"version":1}'));
    world.provider.script.envelopes = [completed('one', after(-hour))];

    await world.pass();

    expect(world.jobs).toEqual([]);
    expect(world.entries.at(-1)).toMatchObject({ outcome: 'refused', reason: 'first-pass-unreadable' });
    expect(noteKeys(world)).toEqual(['since.json']);
  });
});
