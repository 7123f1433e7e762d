/** The time, injected for tests. `now` returns milliseconds since the epoch. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** A read that is scheduled, running or done. */
interface SharedRead<Value> {
  /** The time of its start, which may be in the future. */
  startsAt: number;
  hasStarted: boolean;
  readonly value: Promise<Value>;
}

/**
 * Coalesces reads. Callers share the last read that started at or after `since`. Without one they share the next read,
 * which starts at least `minIntervalMs` after the last one. A failed read fails for each caller that shares it.
 *
 * @example
 * const readSince = sharedRead(() => fetchSecret(), 2_000, clock);
 * const secret = await readSince(clock.now()); // at least as fresh as this moment
 */
export function sharedRead<Value>(
  read: () => Promise<Value>,
  minIntervalMs: number,
  clock: Clock,
): (since: number) => Promise<Value> {
  let latest: SharedRead<Value> | undefined;

  const next = (): SharedRead<Value> => {
    const now = clock.now();
    // The upper limit matters when the clock was set back.
    const waitMs = latest ? Math.max(0, Math.min(latest.startsAt + minIntervalMs - now, minIntervalMs)) : 0;
    if (waitMs === 0) return { startsAt: now, hasStarted: true, value: read() };
    const value = clock.sleep(waitMs).then(() => {
      Object.assign(scheduled, { startsAt: clock.now(), hasStarted: true });
      return read();
    });
    const scheduled: SharedRead<Value> = { startsAt: now + waitMs, hasStarted: false, value };
    return scheduled;
  };

  return (since) => {
    if (!latest || latest.startsAt < since || startedInFuture(latest, clock.now())) latest = next();
    return latest.value;
  };
}

/** Whether the clock was set back after the start: then `startsAt` cannot be compared with `since`. */
function startedInFuture({ hasStarted, startsAt }: SharedRead<unknown>, now: number): boolean {
  return hasStarted && startsAt > now;
}
