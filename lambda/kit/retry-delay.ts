const minSeconds = 15;
const maxSeconds = 15 * 60;

/**
 * The delay before the next attempt, in whole seconds. It doubles from 15 s up to 15 minutes, less the jitter.
 *
 * @param attempts how often it was attempted: 1 after the first failure
 * @param random returns a number from 0 to 1, like `Math.random`
 */
export function retryDelaySeconds(attempts: number, random: () => number = Math.random): number {
  const full = Math.min(maxSeconds, minSeconds * 2 ** Math.max(0, attempts - 1));
  return withJitter(full, random);
}

/**
 * Makes the upper half of a delay random, so that messages which failed together are not retried together. The result, in
 * whole seconds, is never longer than the delay.
 */
export function withJitter(seconds: number, random: () => number): number {
  return Math.ceil(seconds * (0.5 + random() / 2));
}
