/**
 * Whether a list that was asked for newest first may end here: everything on its page is older than `since`, and it came in that
 * order. A list that ignores the order has to be read to its end.
 *
 * @param times the times on the page, in its order; `undefined` where one could not be read
 * @param before the last time on the page before
 */
export function isOlder(
  since: Date | undefined,
  times: readonly (string | undefined)[],
  before: string | null | undefined,
): boolean {
  if (!since) return false;
  if (!isDescending(before ? [before, ...times] : times)) return false;
  return times.every((time) => time !== undefined && new Date(time) < since);
}

/** Whether each of the times could be read, and none is later than the one before it. */
export function isDescending(times: readonly (string | undefined)[]): boolean {
  return times.every((time, index) => time !== undefined && time <= (times[index - 1] ?? time));
}
