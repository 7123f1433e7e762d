/** Measures each part. */
export function stopwatch(log: (line: string) => void) {
  const seconds: Record<string, number> = {};
  return {
    seconds,
    async timed<Result>(part: string, work: () => Promise<Result>): Promise<Result> {
      log(part);
      const start = performance.now();
      const result = await work();
      seconds[part] = (performance.now() - start) / 1_000;
      return result;
    },
  };
}

/** Logs twenty times how many steps are done. */
export function logSteps(steps: number, log: (line: string) => void): () => void {
  let done = 0;
  const interval = Math.ceil(steps / 20);
  return () => {
    if (++done % interval === 0) log(`  ${done} of ${steps}`);
  };
}

/** Logs every ten seconds how many messages are left. */
export function logMessagesLeft(log: (line: string) => void): (left: number) => void {
  let loggedAt = -Infinity;
  return (left) => {
    if (left === 0 || performance.now() - loggedAt < 10_000) return;
    loggedAt = performance.now();
    log(`  ${left} messages left`);
  };
}
