import { PermanentFailure } from '../../../lambda/kit/permanent-failure';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { noteKeys, orderedIds, plantBundle } from './archive-parts';
import {
  at,
  day,
  hour,
  minute,
  reconcilerWorld,
  start,
  startMessage,
  type ReconcilerWorld,
} from './reconciler-world';
import { completed } from './scripted-lister';

const after = (ms: number) => new Date(start.getTime() + ms);

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => completed(`envelope-${index}`, after(minute + index)));

const marks = (world: ReconcilerWorld) => noteKeys(world).filter((key) => key.startsWith('.passes/'));

const ends = ({ entries }: ReconcilerWorld) => entries.filter(({ message }) => message === 'pass ended');

/** How often S3 was asked for an envelope's bundles. */
const looksAt = ({ prefixes }: ReconcilerWorld, id: string) =>
  prefixes.filter((prefix) => prefix === `documents/contracts/${id}/`).length;

/** Runs a pass each hour, the first one at that time. */
async function hourlyPasses(world: ReconcilerWorld, firstAt: Date, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    world.clock.now = new Date(firstAt.getTime() + number * hour);
    await world.pass('recent', hour);
  }
}

/** Lets the provider fail so often, and notes when it was asked. */
function failing({ provider, clock }: ReconcilerWorld, times: number, error: () => Error): Date[] {
  const asked: Date[] = [];
  provider.script.onQuery = () => {
    asked.push(clock.now);
    if (asked.length <= times) throw error();
  };
  return asked;
}

const secondsBetween = (times: readonly Date[]) =>
  times.slice(1).map((time, index) => (time.getTime() - times[index]!.getTime()) / 1_000);

const down = () => new ProviderApiError('server-error', { status: 503 });

describe('a provider that fails', () => {
  test('is asked again after 15 seconds, and after twice that time for each further failure', async () => {
    const world = reconcilerWorld();
    const asked = failing(world, 4, down);

    await world.pass();

    expect(secondsBetween(asked)).toEqual([15, 30, 60, 120]);
    expect(ends(world)).toMatchObject([{ outcome: 'finished' }]);
  });

  test.each([
    ['minutes', 200],
    ['longer than SQS can delay a message', 4_000],
  ])('is asked not before the time that it names (%s)', async (_, retryAfterSeconds) => {
    const world = reconcilerWorld();
    const asked = failing(world, 1, () => new ProviderApiError('rate-limited', { retryAfterSeconds }));

    await world.pass();

    expect(secondsBetween(asked)).toEqual([retryAfterSeconds]);
    for (const { options } of world.queue.sent) expect(options.delaySeconds ?? 0).toBeLessThanOrEqual(900);
  });

  test('has its failures counted for each page anew', async () => {
    const world = reconcilerWorld();
    Object.assign(world.provider.script, { envelopes: many(2), pageSize: 1 });
    const asked: Date[] = [];
    world.provider.script.onQuery = () => {
      asked.push(world.clock.now);
      if (asked.length % 3 !== 0) throw down();
    };

    await world.pass();

    expect(secondsBetween(asked)).toEqual([15, 30, 0, 15, 30]);
  });

  test('all the time ends the pass as unfinished when its successor is due, and leaves no message and no mark', async () => {
    const world = reconcilerWorld();
    const asked = failing(world, Infinity, down);

    await world.pass('recent', hour);

    expect(ends(world)).toMatchObject([{ outcome: 'unfinished', endpoint: 'contracts' }]);
    expect(asked.at(-1)!.getTime()).toBeLessThan(after(hour).getTime());
    expect(asked).toHaveLength(9);
    expect(world.queue.size()).toBe(0);
    expect(marks(world)).toEqual([]);
    expect(world.counts.PassFinished).toBeUndefined();
  });

  test.each(['unauthorized', 'api-key-not-set'] as const)(
    'as %s is counted as an unusable key',
    async (reason) => {
      const world = reconcilerWorld();
      failing(world, 1, () => new ProviderApiError(reason));

      await world.pass();

      expect(world.counts.ApiKeyUnusable).toBe(1);
    },
  );

  test('for good ends the pass as refused', async () => {
    const world = reconcilerWorld();
    const asked = failing(world, Infinity, () => new PermanentFailure('unsupported-version'));

    await world.pass();

    expect(ends(world)).toMatchObject([{ outcome: 'refused', reason: 'unsupported-version' }]);
    expect(asked).toHaveLength(1);
    expect(marks(world)).toEqual([]);
  });
});

test('a fault of AWS is left to SQS, which delivers the page again', async () => {
  const world = reconcilerWorld();
  jest.spyOn(world.deps.bucket, 'putOnce').mockRejectedValue(new Error('SlowDown'));

  await expect(world.pass()).rejects.toThrow('SlowDown');

  expect(ends(world)).toEqual([]);
});

test('a pass over an endpoint that is not deployed any more ends as refused, and asks nobody', async () => {
  const world = reconcilerWorld();
  await world.send(startMessage('full', day));
  await world.handleNext();
  world.endpoints.clear();
  world.outside.dieAt(undefined);

  await world.runQueue();

  expect(ends(world)).toMatchObject([{ outcome: 'refused', reason: 'endpoint-not-deployed' }]);
  expect(world.outside.names).toEqual([]);
});

describe('a list that changed while it was read', () => {
  test('leaves no mark, and the next pass checks the same time again', async () => {
    const world = reconcilerWorld();
    await world.pass();
    const envelope = completed('hidden', after(minute));
    world.provider.script.more = { mayHaveSkipped: true };
    world.clock.now = after(day);
    await world.pass();
    const afterSkip = marks(world);
    world.provider.script.more = {};
    world.provider.script.envelopes = [envelope];
    world.clock.now = after(2 * day);

    await world.pass();

    expect(afterSkip).toEqual([`.passes/full/${at(start)}.json`]);
    expect(ends(world)[1]).toMatchObject({ outcome: 'finished', mayHaveSkipped: true });
    expect(orderedIds(world)).toEqual(['hidden']);
  });

  test('on its first page only is remembered to the end of the pass', async () => {
    const world = reconcilerWorld();
    Object.assign(world.provider.script, { envelopes: many(3), pageSize: 1 });
    world.provider.script.onQuery = ({ cursor }) => {
      world.provider.script.more = cursor === undefined ? { mayHaveSkipped: true } : {};
    };

    await world.pass();

    expect(marks(world)).toEqual([]);
  });
});

describe('the marks of finished passes', () => {
  test('come once in six hours', async () => {
    const world = reconcilerWorld();

    await hourlyPasses(world, start, 14);

    expect(marks(world)).toEqual([0, 6, 12].map((hours) => `.passes/recent/${at(after(hours * hour))}.json`));
    expect(world.counts.PassFinished).toBe(14);
  });

  test('of one kind say nothing of another', async () => {
    const world = reconcilerWorld();
    await world.pass('recent', hour);
    world.provider.script.envelopes = [completed('one', after(minute))];
    await hourlyPasses(world, after(20 * day), 1);
    const recent = orderedIds(world);

    await world.pass('full', 7 * day);

    // The mark of the recent pass is of 20 days ago, and its overlap is six hours.
    expect(recent).toEqual(['one']);
    expect(marks(world)).toHaveLength(3);
  });

  test('overlap, so that at least two finished passes look at each completion', async () => {
    const world = reconcilerWorld();
    await world.pass('recent', hour);
    const envelopes = Array.from({ length: 200 }, (_, index) =>
      completed(`envelope-${index}`, after((index + 1) * 11 * minute)),
    );
    world.prefixes.length = 0;
    for (let hours = 1; hours <= 48; hours++) {
      world.clock.now = after(hours * hour);
      const listed = envelopes.filter(({ completedAt }) => completedAt! <= at(world.clock.now));
      for (const { id } of listed) plantBundle(world, id);
      world.provider.script.envelopes = listed;
      await world.pass('recent', hour);
    }

    const looks = envelopes.map(({ id }) => looksAt(world, id));
    expect(Math.min(...looks)).toBeGreaterThanOrEqual(2);
    // Two marks are up to seven hours apart, and the overlap is six.
    expect(Math.max(...looks)).toBeLessThanOrEqual(14);
  });

  test('overlap by the time between two passes, if that is longer', async () => {
    const world = reconcilerWorld();
    await world.pass('full', 7 * day);
    world.provider.script.envelopes = [completed('one', after(minute))];
    world.clock.now = after(hour);
    plantBundle(world, 'one');
    world.prefixes.length = 0;
    for (const weeks of [1, 2, 3]) {
      world.clock.now = after(weeks * 7 * day);
      await world.pass('full', 7 * day);
    }

    expect(looksAt(world, 'one')).toBe(2);
  });
});

describe('a day without a finished pass', () => {
  test('is counted once it is over, besides the time between two passes', async () => {
    const world = reconcilerWorld();
    await world.pass('recent', hour);
    failing(world, Infinity, down);

    await hourlyPasses(world, after(hour), 25);
    const before = world.counts.ReconciliationOverdue;
    await hourlyPasses(world, after(26 * hour), 2);

    expect(before).toBeUndefined();
    expect(world.counts.ReconciliationOverdue).toBe(2);
  });

  test('is counted also where no pass has ever finished', async () => {
    const world = reconcilerWorld();
    failing(world, Infinity, down);

    await hourlyPasses(world, start, 27);

    expect(world.counts.ReconciliationOverdue).toBe(1);
  });

  test('is not counted while passes of any kind finish', async () => {
    const world = reconcilerWorld();
    await world.pass('full', 7 * day);
    for (const days of [7, 14]) {
      world.clock.now = after(days * day);
      await world.pass('full', 7 * day);
    }

    expect(world.counts.ReconciliationOverdue).toBeUndefined();
  });
});

describe('one page', () => {
  test('that needs more than the time of a run goes on where it was, and counts each envelope once', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.provider.script.envelopes = many(25);
    world.clock.now = after(day);
    let checks = 0;
    // The time of each run is over at its fourth look at the clock: one is for the provider's answer.
    world.clock.remainingMs = () => (++checks % 4 === 0 ? 1_000 : 900_000);

    await world.pass();

    expect(ends(world).at(-1)).toMatchObject({ found: 25, ordered: 25 });
    expect(orderedIds(world).sort()).toEqual(
      many(25)
        .map(({ id }) => id)
        .sort(),
    );
    expect(world.provider.queries.length).toBeGreaterThan(2);
  });

  test('of orders that needs more than the time of a run goes on where it was', async () => {
    const world = reconcilerWorld();
    await world.pass();
    world.provider.script.envelopes = many(9);
    world.clock.now = after(day);
    await world.pass();
    world.clock.now = after(2 * day);
    let checks = 0;
    world.clock.remainingMs = () => (++checks % 4 === 0 ? 1_000 : 900_000);

    await world.pass();

    expect(world.counts.BundleMissing).toBe(9);
    expect(ends(world).at(-1)).toMatchObject({ found: 9, waiting: 9, ordered: 0 });
  });

  test('that names an envelope twice has it once', async () => {
    const world = reconcilerWorld();
    await world.pass();
    const [envelope] = many(1);
    world.provider.script.envelopes = [envelope!, envelope!];
    world.clock.now = after(day);

    await world.pass();

    expect(ends(world).at(-1)).toMatchObject({ found: 1, ordered: 1 });
  });

  test('that names envelopes with unusable ids says how many', async () => {
    const world = reconcilerWorld();
    world.provider.script.more = { unusable: 2 };

    await world.pass();

    expect(world.entries).toContainEqual(expect.objectContaining({ level: 'warn', unusable: 2 }));
  });
});

test.each([
  ['a recent pass, where the list can be cut', 'recent', true, after(-30 * day)],
  ['a full pass', 'full', true, undefined],
  ['a recent pass, where the list cannot be cut', 'recent', false, undefined],
] as const)('%s asks for what was made since then', async (_, kind, cutsRecent, createdSince) => {
  const world = reconcilerWorld({ endpoint: { cutsRecent } });

  await world.pass(kind, hour);

  expect(world.provider.queries[0]?.createdSince).toEqual(createdSince);
});

test('each message of a pass has its endpoint as its group', async () => {
  const world = reconcilerWorld();
  Object.assign(world.provider.script, { envelopes: many(3), pageSize: 1 });

  await world.pass();

  const [, ...pages] = world.queue.sent;
  expect(pages.map(({ options }) => options.groupId)).toEqual(pages.map(() => 'contracts'));
});

test('a page of a scheduled pass that somebody else sends is refused, because it could leave a mark', async () => {
  const world = reconcilerWorld();
  await world.pass();
  const [, page] = world.queue.sent;
  world.outside.dieAt(undefined);
  await world.send(JSON.parse(page!.text) as Parameters<typeof world.send>[0]);

  await expect(world.runQueue()).rejects.toEqual(new PermanentFailure('foreign-pass'));

  expect(world.outside.names).toEqual([]);
});

test.each(['hello', '{}', '{"version":2,"startPasses":"full","everySeconds":1,"archiveQueues":{}}'])(
  'the message %s is refused, without any call',
  async (text) => {
    const world = reconcilerWorld();
    world.queue.deliverAgain({ text, dueAt: start, receiveCount: 0, options: {}, senderIds: [] });

    await expect(world.runQueue()).rejects.toEqual(new PermanentFailure('reconcile-message-unreadable'));

    expect(world.outside.names).toEqual([]);
  },
);
