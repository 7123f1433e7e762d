import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A message of a worker. */
export type WorkerMessage =
  | { readonly kind: 'begin'; readonly step: string }
  | { readonly kind: 'result'; readonly step: string; readonly result: unknown }
  /** Ready for the next file. */
  | { readonly kind: 'done' };

/** The limits of one file. */
export interface WorkerLimits {
  readonly timeMs: number;
  readonly memoryBytes: number;
}

/** The step that did not end, and what ended the process. */
export interface Ended {
  readonly in: string;
  readonly by: 'time' | 'memory' | 'crash';
}

/** The results of a task by the names of its steps, as far as these ended. */
export type WorkerResult<Results> = Partial<Results> & { readonly ended?: Ended };

/** The memory of the readers only grows. A process judges this many files. */
const maxFilesPerProcess = 100;
const memoryCheckMs = 200;

/** Gives a program one task after the other in a process, and starts a new process when it must be killed. */
export class Worker<Task extends object, Results> {
  private child: ChildProcess | undefined;
  private fileCount = 0;

  /** @param program the path of the program in `scripts` */
  constructor(
    private readonly program: string,
    private readonly limits: WorkerLimits,
  ) {}

  /** Runs a task. Never fails because of a file. */
  async run(task: Task): Promise<WorkerResult<Results>> {
    if (this.fileCount++ % maxFilesPerProcess === 0) this.stop();
    const result = await this.runOnce(task);
    // What ends a process before the first step is left from the file before.
    return result.ended?.in === '' ? this.runOnce(task) : result;
  }

  private async runOnce(task: Task): Promise<WorkerResult<Results>> {
    const child = (this.child ??= await startChild(this.program));
    const result = await runIn<Results>(child, task, this.limits);
    if (result.ended) this.stop();
    return result;
  }

  /** Ends the process. */
  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}

function startChild(program: string): Promise<ChildProcess> {
  const child = fork(join(__dirname, '..', program), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=4096'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('error', reject);
  });
}

function runIn<Results>(
  child: ChildProcess,
  task: object,
  limits: WorkerLimits,
): Promise<WorkerResult<Results>> {
  return new Promise((resolve) => {
    const results: Record<string, unknown> = {};
    let step = '';
    const finish = (by?: Ended['by']) => {
      clearTimeout(timer);
      clearInterval(watch);
      child.removeAllListeners();
      resolve({ ...results, ...(by ? { ended: { in: step, by } } : {}) } as WorkerResult<Results>);
    };
    const timer = setTimeout(() => finish('time'), limits.timeMs);
    const watch = setInterval(() => {
      if (residentBytes(child.pid) > limits.memoryBytes) finish('memory');
    }, memoryCheckMs);
    child.once('exit', () => finish('crash'));
    child.on('message', (message: WorkerMessage) => {
      if (message.kind === 'begin') step = message.step;
      else if (message.kind === 'result') results[message.step] = message.result;
      else finish();
    });
    child.send(task);
  });
}

/** Returns the memory of a process. Only Linux shows it; elsewhere, only the time is limited. */
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4_096;
  } catch {
    return 0;
  }
}
