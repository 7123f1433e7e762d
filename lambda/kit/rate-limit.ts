/** A limit for calls: a rate, and the number of calls that may come at once after a quiet time. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Makes a function that returns whether one more call is within the limit, and counts the call if so. It never waits.
 *
 * @param now returns milliseconds since the epoch. If the clock is set back, no calls are added for that time.
 */
export function rateLimit({ perSecond, burst }: RateLimit, now: () => number): () => boolean {
  let available = burst;
  let countedAt = now();
  return () => {
    const at = now();
    const added = (Math.max(0, at - countedAt) / 1_000) * perSecond;
    available = Math.min(burst, available + added);
    countedAt = at;
    if (available < 1) return false;
    available -= 1;
    return true;
  };
}
