import fc from 'fast-check';
import { rateLimit } from '../../../lambda/kit/rate-limit';

/** A limit whose time the test sets. `count` makes calls, and returns how many were within the limit. */
function limited(limit: Parameters<typeof rateLimit>[0]) {
  const clock = { at: 1_000_000 };
  const isWithin = rateLimit(limit, () => clock.at);
  const count = (calls: number) => Array.from({ length: calls }, isWithin).filter(Boolean).length;
  return { clock, count };
}

describe('rateLimit', () => {
  it('allows a burst, and then calls at the rate', () => {
    const { clock, count } = limited({ perSecond: 10, burst: 3 });

    expect(count(5)).toBe(3);
    clock.at += 99;
    expect(count(1)).toBe(0);
    clock.at += 1;
    expect(count(5)).toBe(1);
    clock.at += 200;
    expect(count(5)).toBe(2);
  });

  it('allows no more than the burst after a long time', () => {
    const { clock, count } = limited({ perSecond: 10, burst: 3 });
    clock.at += 3_600_000;

    expect(count(10)).toBe(3);
  });

  it('adds calls of a rate below one a second', () => {
    const { clock, count } = limited({ perSecond: 0.5, burst: 1 });

    expect(count(2)).toBe(1);
    clock.at += 1_000;
    expect(count(1)).toBe(0);
    clock.at += 1_000;
    expect(count(2)).toBe(1);
  });

  it('adds nothing while the clock is set back, and goes on from there', () => {
    const { clock, count } = limited({ perSecond: 10, burst: 3 });
    count(3);

    clock.at -= 3_600_000;
    expect(count(1)).toBe(0);
    clock.at += 100;
    expect(count(2)).toBe(1);
  });

  it('never allows more than the burst and the rate together, and refuses nothing below both', () => {
    const gaps = fc.array(fc.nat(300), { minLength: 1, maxLength: 200 });

    fc.assert(
      fc.property(
        gaps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (gapsMs, rate, burst) => {
          const { clock, count } = limited({ perSecond: rate, burst });
          const start = clock.at;
          let allowed = 0;
          for (const gapMs of gapsMs) {
            clock.at += gapMs;
            allowed += count(1);
          }
          const passedMs = clock.at - start;

          expect(allowed).toBeLessThanOrEqual(burst + (passedMs / 1_000) * rate + 0.001);
          if (gapsMs.length <= burst) expect(allowed).toBe(gapsMs.length);
        },
      ),
    );
  });
});
