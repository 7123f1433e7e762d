const firstSeconds = 15;
const longestSeconds = 15 * 60;

/**
 * How long to wait before the next try, in whole seconds: 15 s doubling to 15 minutes, of which the upper half is
 * random, so that what failed together does not come back together.
 *
 * @param tries how often it was tried already: 1 after the first failure
 * @param random a number from 0 to 1, as `Math.random` gives
 */
export function retryDelaySeconds(tries: number, random: () => number = Math.random): number {
  const full = Math.min(longestSeconds, firstSeconds * 2 ** Math.max(0, tries - 1));
  return Math.ceil(full * (0.5 + random() / 2));
}
