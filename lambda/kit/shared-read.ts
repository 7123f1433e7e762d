/** Time, as it is injected: milliseconds since the epoch, and waiting for some. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** A read that is waiting for its turn, under way or done. */
interface Reading<Value> {
  readonly startsAt: number;
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
    const value = wait > 0 ? clock.sleep(wait).then(read) : read();
    return { startsAt: now + wait, value };
  };

  return (since) => {
    if (!latest || latest.startsAt < since) latest = next();
    return latest.value;
  };
}
