/** The time that passes on this machine, whatever its clock says. */
export interface Stopwatch {
  readonly elapsedMs: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** How long and how often to look. */
export interface PollLimits {
  readonly maxMs: number;
  readonly intervalMs: number;
}

/** Looks until the result is final, or nothing new came for `maxMs`. Returns the last result. */
export async function pollUntilQuiet<Result>(
  look: () => Promise<{ readonly result: Result; readonly hasNews: boolean }>,
  isFinal: (result: Result) => boolean,
  { maxMs, intervalMs }: PollLimits,
  watch: Stopwatch,
): Promise<Result> {
  let newsAt = watch.elapsedMs();
  for (;;) {
    const { result, hasNews } = await look();
    if (hasNews) newsAt = watch.elapsedMs();
    if (isFinal(result) || watch.elapsedMs() - newsAt >= maxMs) return result;
    await watch.sleep(intervalMs);
  }
}

/** Looks until the result is final or the time is over. Returns the last result. */
export function poll<Result>(
  look: () => Promise<Result>,
  isFinal: (result: Result) => boolean,
  limits: PollLimits,
  watch: Stopwatch,
): Promise<Result> {
  return pollUntilQuiet(async () => ({ result: await look(), hasNews: false }), isFinal, limits, watch);
}
