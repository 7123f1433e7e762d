import fc from 'fast-check';
import { unreportedCompletions } from '../../../lambda/archive/unreported-completions';
import { ProviderApiError } from '../../../lambda/provider-http/provider-api-error';
import '../fixed-seed';
import { noiseWorld, start } from './noise-world';

const hour = 60 * 60 * 1_000;
const after = (ms: number) => new Date(start.getTime() + ms);
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const missedId = (number: number) => String(number).repeat(64);

/** How late a job may be after as many deaths as a plan has. */
const latestHours = 3;

/** Returns numbers from 0 to 1 that depend on the seed only. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Lets the process die after some calls, then after some more, and so on. */
function deathsAfter(deaths: readonly { readonly calls: number; readonly side: 'before' | 'after' }[]) {
  const left = [...deaths];
  let calls = 0;
  return () => {
    if (left[0] === undefined || calls++ < left[0].calls) return undefined;
    calls = 0;
    return left.shift()?.side;
  };
}

const plans = fc.record({
  seed: fc.nat(),
  /** When the completions come. Several may come at once. */
  hours: fc.array(fc.oneof(fc.constantFrom(0, 1, 47.5), fc.double({ min: 0, max: 60, noNaN: true })), {
    minLength: 1,
    maxLength: 4,
  }),
  /** When the envelope is complete, after the last of them. */
  completeAfterHours: fc.option(fc.double({ min: 0, max: 47, noNaN: true })),
  /** Which of the completions a pass finds. The others have a webhook. */
  isMissed: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  reason: fc.constantFrom(undefined, 'not-found' as const, 'server-error' as const),
  deaths: fc.array(
    fc.record({
      calls: fc.oneof(fc.nat(8), fc.nat(300)),
      side: fc.constantFrom('before' as const, 'after' as const),
    }),
    { maxLength: 6 },
  ),
  runs: fc.constantFrom(1, 3),
});

test('whatever calls the process dies at, an envelope ends announced or as a dead letter', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async ({ seed, hours, completeAfterHours, isMissed, reason, deaths, runs }) => {
      const random = seeded(seed);
      const arrivals = hours.map((one) => one * hour).sort((one, other) => one - other);
      const last = arrivals.at(-1)!;
      const completeAt =
        completeAfterHours === null ? Infinity : after(last + completeAfterHours * hour).getTime();
      const world = noiseWorld({
        getEnvelope: (_, now) => {
          const complete = now.getTime() >= completeAt;
          if (!complete && reason) throw new ProviderApiError(reason);
          return { complete, status: 'sent', revision: [], files: [] };
        },
        random,
        deathAt: deathsAfter(deaths),
        concurrency: { runs, turns: () => Math.floor(random() * 6) },
      });

      for (const [number, arrival] of arrivals.entries()) {
        await world.runUntil(after(arrival - 1));
        if (isMissed[number]) world.reconcile(uuid(0), missedId(number), uuid(200 + number));
        else await world.complete(uuid(0), uuid(number), uuid(100 + number));
      }
      await world.runUntil(after(last + 80 * hour));

      const types = new Set(world.events.map(({ type }) => type));
      expect(world.report().queued).toBe(0);
      if (completeAfterHours === null) {
        expect(types).toEqual(new Set(['envelope.archive-failed']));
        expect(world.deadLetters.length).toBeGreaterThan(0);
      } else {
        expect(types).toContain('envelope.archived');
        const published = world.events
          .filter(({ type }) => type === 'envelope.completed')
          .map(({ id }) => id);
        const inDeadLetters = world.deadLetters.flatMap(unreportedCompletions).map(({ id }) => id);
        const missed = arrivals.flatMap((_, number) => (isMissed[number] ? missedId(number) : []));
        expect(missed).toEqual(expect.arrayContaining(published));
        // A job that came late, because it died, may find the bundle: then there is nothing new.
        if (completeAfterHours < latestHours) return;
        expect([...published, ...inDeadLetters]).toEqual(expect.arrayContaining(missed));
      }
    }),
    { numRuns: Number(process.env.NOISE_RUNS ?? 20) },
  );
});
