import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The times of a run, for each of its `times`. */
export interface RunTimes {
  readonly cpuMicroseconds: number;
  readonly wallMs: number;
  /** The CPU time of the process from its start to the end of this run. */
  readonly cpuMsSinceStart: number;
}

/** A function in a process of its own. */
export interface StartedFunction {
  /** Runs it some times with one event. */
  readonly run: (event: object, times: number) => Promise<RunTimes>;
  /** Ends the process, and waits for it. */
  readonly stop: () => Promise<void>;
}

/** Where a function runs. */
export interface FunctionPlace {
  readonly env: NodeJS.ProcessEnv;
  /** The command that starts Node, such as `taskset` with its arguments. */
  readonly wrapper?: readonly string[];
}

/** Starts the function of a file, and waits until it is loaded. Throws if it does not load, and `run` if it refuses the event. */
export async function startFunction(
  file: string,
  { env, wrapper = [] }: FunctionPlace,
): Promise<StartedFunction> {
  const program = join(__dirname, 'function-process.mjs');
  const [command = process.execPath, ...args] = [...wrapper, process.execPath, program, file];
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', wrapper.length > 0 ? 'ignore' : 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const endedEarly = ended.then(([code]): never => {
    throw new Error(`The function of ${file} ended with ${String(code)}`);
  });
  endedEarly.catch(() => undefined);
  const next = async () => ((await Promise.race([once(child, 'message'), endedEarly])) as [RunTimes])[0];
  await next();
  return {
    run(event, times) {
      child.send({ event, times });
      return next();
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
