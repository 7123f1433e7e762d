/** A stopwatch whose time passes only while it sleeps. */
export function stopwatch() {
  let elapsed = 0;
  return {
    elapsedMs: () => elapsed,
    sleep: (milliseconds: number) => Promise.resolve(void (elapsed += milliseconds)),
  };
}

/** A progress that records what it shows. */
export const recordedProgress = () => {
  const lines: (readonly [number, string])[] = [];
  return { lines, show: (done: number, text: string) => void lines.push([done, text]), end: () => undefined };
};
