/** A read that is running or done. */
interface SharedRead<Value> {
  readonly startedAt: number;
  readonly value: Promise<Value>;
}

/**
 * Coalesces reads. Callers share the last read that started at or after `since`. Without one, a read starts at once. A failed
 * read fails for each caller that shares it.
 *
 * @param now returns milliseconds since the epoch
 * @example
 * const readSince = sharedRead(() => fetchSecret(), Date.now);
 * const secret = await readSince(Date.now()); // at least as fresh as this moment
 */
export function sharedRead<Value>(
  read: () => Promise<Value>,
  now: () => number,
): (since: number) => Promise<Value> {
  let latest: SharedRead<Value> | undefined;
  return (since) => {
    const at = now();
    // A start in the future: the clock was set back, so `startedAt` cannot be compared with `since`.
    if (!latest || latest.startedAt < since || latest.startedAt > at)
      latest = { startedAt: at, value: read() };
    return latest.value;
  };
}
