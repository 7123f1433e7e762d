import type { WorkerMessage } from './worker-pool';

/** Gets the name of each step before it begins, and its result. */
export interface StepReport {
  readonly begin: (step: string) => void;
  readonly end: (step: string, result: unknown) => void;
}

/** Does the tasks that the parent process sends, one after the other. What is reported survives a later crash. */
export function answerTasks<Task>(work: (task: Task, report: StepReport) => Promise<void>): void {
  const send = (message: WorkerMessage) => process.send?.(message);
  // The libraries print warnings about the strangers' files.
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) console[method] = () => undefined;
  const report: StepReport = {
    begin: (step) => send({ kind: 'begin', step }),
    end: (step, result) => send({ kind: 'result', step, result }),
  };
  process.on('message', (task: Task) => {
    work(task, report).then(
      () => send({ kind: 'done' }),
      (error: unknown) => {
        process.stderr.write(`${JSON.stringify(task)}: ${String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
  send({ kind: 'done' });
}
