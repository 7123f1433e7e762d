/** Time, as it is injected: milliseconds since the epoch, and waiting for some. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A read that is waiting for its turn, under way or done. */
interface Reading<Value> {
  /** When it began, or is to begin. */
  startsAt: number;
  hasBegun: boolean;
  readonly value: Promise<Value>;
}

/**
 * Lets many share few reads: whoever needs a value gets the latest read that began at or after the given moment, or
 * the next one, which begins no sooner than `interval` milliseconds after the one before.
 *
 * A read that failed fails for all who share it.
 */
export function sharedRead<Value>(
  read: () => Promise<Value>,
  interval: number,
  clock: Clock,
): (since: number) => Promise<Value> {
  let latest: Reading<Value> | undefined;

  const next = (): Reading<Value> => {
    const now = clock.now();
    // Never beyond the interval, even where the clock was set back.
    const wait = latest ? Math.max(0, Math.min(latest.startsAt + interval - now, interval)) : 0;
    if (wait === 0) return { startsAt: now, hasBegun: true, value: read() };
    const value = clock.sleep(wait).then(() => {
      Object.assign(reading, { startsAt: clock.now(), hasBegun: true });
      return read();
    });
    const reading: Reading<Value> = { startsAt: now + wait, hasBegun: false, value };
    return reading;
  };

  return (since) => {
    if (!latest || latest.startsAt < since || beganInFuture(latest, clock.now())) latest = next();
    return latest.value;
  };
}

/** The clock was set back since: the moment tells nothing of what came before it. */
function beganInFuture({ hasBegun, startsAt }: Reading<unknown>, now: number): boolean {
  return hasBegun && startsAt > now;
}
