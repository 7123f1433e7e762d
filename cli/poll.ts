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

/** Looks until the result is final or the time is over. Returns the last result. */
export async function poll<Result>(
  look: () => Promise<Result>,
  isFinal: (result: Result) => boolean,
  { maxMs, intervalMs }: PollLimits,
  watch: Stopwatch,
): Promise<Result> {
  const end = watch.elapsedMs() + maxMs;
  for (;;) {
    const result = await look();
    if (isFinal(result) || watch.elapsedMs() >= end) return result;
    await watch.sleep(intervalMs);
  }
}
