/** Returns the CPU time that some work takes in this process, in microseconds for each of `times`. */
export async function cpuMicroseconds(times: number, work: () => unknown): Promise<number> {
  const started = process.cpuUsage();
  for (let index = 0; index < times; index++) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / times;
}
