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
  const known = times.filter((time) => time !== undefined);
  if (known.length < times.length) return false;
  const ordered = before ? [before, ...known] : known;
  const isDescending = ordered.every((time, index) => time <= (ordered[index - 1] ?? time));
  return isDescending && known.every((time) => new Date(time) < since);
}
