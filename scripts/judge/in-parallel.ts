/** Processes that work beside each other. */
export interface Parallel<Process> {
  readonly processes: number;
  readonly newWorker: () => Process;
}

/** Gives each task to the next free process. */
export async function inParallel<Task, Process extends { readonly stop: () => void }>(
  tasks: readonly Task[],
  { processes, newWorker }: Parallel<Process>,
  work: (worker: Process, task: Task) => Promise<void>,
): Promise<void> {
  const waiting = tasks.values();
  const process = async () => {
    const worker = newWorker();
    for (const task of waiting) await work(worker, task);
    worker.stop();
  };
  await Promise.all(Array.from({ length: processes }, process));
}
