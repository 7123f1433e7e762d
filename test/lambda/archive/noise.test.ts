import { randomUUID } from 'node:crypto';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import { noiseWorld, notComplete, notFound, start } from './noise-world';

const hour = 60 * 60 * 1_000;
const after = (ms: number) => new Date(start.getTime() + ms);
const longAfter = after(30 * 24 * hour);

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

describe.each([0, 1])('with a jitter of %d', (jitter) => {
  const random = () => jitter;

  test('100 completions of ids that the provider does not know cost 11 questions, an event and a dead letter each', async () => {
    const world = noiseWorld({ getEnvelope: notFound, random });

    for (let number = 0; number < 100; number++)
      await world.complete(uuid(number), uuid(number), randomUUID());
    await world.runUntil(longAfter);

    expect(world.report()).toEqual({
      // One `envelope.completed` and one `envelope.archive-failed` for each.
      events: 200,
      maxQueued: 100,
      queued: 0,
      deadLetters: 100,
      asks: 1_100,
    });
  });

  test.each([400, 422])('an id that the provider refuses with %d costs 11 questions too', async (status) => {
    const refused = () => {
      throw new ProviderApiError('unexpected-answer', { status });
    };
    const world = noiseWorld({ getEnvelope: refused, random });

    await world.complete('made-up', uuid(0), randomUUID());
    await world.runUntil(longAfter);

    expect(world.report()).toMatchObject({ queued: 0, deadLetters: 1, asks: 11 });
  });

  test('100 completions of one id that the provider does not know leave one job and one dead letter', async () => {
    const world = noiseWorld({ getEnvelope: notFound, random });

    for (let number = 0; number < 100; number++) await world.complete(uuid(0), uuid(number), randomUUID());
    await world.runUntil(longAfter);

    const { asks, ...rest } = world.report();
    expect(rest).toEqual({ events: 101, maxQueued: 100, queued: 0, deadLetters: 1 });
    expect(asks).toBeLessThanOrEqual(111);
    expect(world.counts.ArchiveJobFolded).toBe(99);
  });

  test('100 completions of one id, an hour apart, cost at most 11 questions each', async () => {
    const world = noiseWorld({ getEnvelope: notFound, random });

    for (let number = 0; number < 100; number++) {
      await world.runUntil(after(number * hour));
      await world.complete(uuid(0), uuid(number), randomUUID());
    }
    await world.runUntil(after(100 * hour + 49 * hour));

    const { asks, queued, deadLetters } = world.report();
    expect({ queued, deadLetters }).toEqual({ queued: 0, deadLetters: 1 });
    expect(asks).toBeLessThanOrEqual(1_100);
  });

  test('96 deliveries of one genuine completion of an incomplete envelope leave one job and one dead letter', async () => {
    const world = noiseWorld({ getEnvelope: notComplete, random });

    for (let number = 0; number < 96; number++) await world.complete(uuid(0), uuid(0), randomUUID());
    await world.runUntil(after(hour));
    const queuedAfterAnHour = world.report().queued;
    await world.runUntil(longAfter);

    expect(queuedAfterAnHour).toBe(1);
    expect(world.report()).toMatchObject({ events: 2, maxQueued: 96, queued: 0, deadLetters: 1 });
  });
});

test('a completion that comes in the last hour of another’s 48 hours gets its own 48 hours', async () => {
  let completeAt = Infinity;
  const world = noiseWorld({
    getEnvelope: (_, now) => ({
      complete: now.getTime() >= completeAt,
      status: 'sent',
      revision: [],
      files: [],
    }),
    random: () => 1,
  });
  await world.complete(uuid(0), uuid(0), randomUUID());
  await world.runUntil(after(47.5 * hour));

  await world.complete(uuid(0), uuid(1), randomUUID());
  completeAt = after(95 * hour).getTime();
  await world.runUntil(after(94.9 * hour));
  const before = world.report();
  await world.runUntil(longAfter);

  expect(before).toMatchObject({ queued: 1, deadLetters: 0 });
  expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
  expect(world.report()).toMatchObject({ queued: 0, deadLetters: 0 });
});

test('a genuine completion that is folded into a job which waits for hours is asked for within 16 minutes', async () => {
  let isKnown = false;
  const world = noiseWorld({
    getEnvelope: (_, now) => {
      if (!isKnown) throw new ProviderApiError('not-found', { status: 404 });
      return { complete: true, status: `signed ${now.getTime() > 0}`, revision: [], files: [] };
    },
    random: () => 1,
  });
  await world.complete(uuid(0), uuid(0), randomUUID());
  await world.runUntil(after(20 * hour));

  await world.complete(uuid(0), uuid(1), randomUUID());
  await world.runUntil(after(20 * hour + 1_000));
  isKnown = true;
  await world.runUntil(after(20 * hour + 16 * 60_000));

  expect(world.counts.ArchiveJobFolded).toBe(1);
  expect(world.events.map(({ type }) => type)).toEqual(['envelope.archived']);
});

test('an owner whose envelope is complete asks once more if a job was folded into it meanwhile', async () => {
  const key = `iinked-sign/${uuid(0)}.json`;
  let asks = 0;
  const world = noiseWorld({
    getEnvelope: () => {
      asks++;
      if (asks === 1) throw new ProviderApiError('server-error');
      const claim = world.claims.claims.get(key)?.claim;
      if (asks === 2 && claim) world.claims.plant(key, { ...claim, extensions: claim.extensions + 1 });
      // A run asks before and after the download, so the third question is of the same run as the second.
      return { complete: true, status: 'signed', revision: [asks <= 3 ? 1 : 2], files: [] };
    },
    random: () => 1,
  });

  await world.complete(uuid(0), uuid(0), randomUUID());
  await world.runUntil(after(hour));

  const revisions = new Set(world.events.map(({ id }) => id)).size;
  expect({ revisions, queued: world.report().queued }).toEqual({ revisions: 2, queued: 0 });
  expect(world.claims.claims.get(key)?.claim).toMatchObject({ released: true });
});

test('a claim that nobody can read is overwritten, and the job waits', async () => {
  const world = noiseWorld({ getEnvelope: notComplete, random: () => 1 });
  const key = `iinked-sign/${uuid(0)}.json`;
  world.claims.plant(key, undefined);

  await world.complete(uuid(0), uuid(0), randomUUID());
  await world.runUntil(after(1_000));

  expect(world.report().queued).toBe(1);
  // What the unreadable claim owed is not known, so the owner announces also a bundle of another job.
  expect(world.claims.claims.get(key)?.claim).toMatchObject({ released: false, reannounce: true });
});

test('an owner that is gone holds nobody up for longer than its lease', async () => {
  const world = noiseWorld({ getEnvelope: notComplete, random: () => 1 });
  await world.complete(uuid(0), uuid(0), randomUUID());
  await world.runUntil(after(hour));
  // An operator deletes its message.
  world.messages.length = 0;

  await world.runUntil(after(3 * hour));
  await world.complete(uuid(0), uuid(1), randomUUID());
  await world.runUntil(after(4 * hour));

  expect(world.report().queued).toBe(1);
});
