import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A function in a process of its own. */
export interface StartedFunction {
  /** Runs it some times with one event, and returns the CPU time of a run in microseconds. */
  readonly run: (event: object, times: number) => Promise<number>;
  readonly stop: () => void;
}

/** Starts the function of a file, with an environment. Throws if it does not load, and `run` if it refuses the event. */
export async function startFunction(file: string, env: NodeJS.ProcessEnv): Promise<StartedFunction> {
  const child = fork(join(__dirname, 'function-process.mjs'), [file], {
    env: { PATH: process.env.PATH, ...env },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`The function of ${file} ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const next = async () => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ cpuMicroseconds: number }];
    return message.cpuMicroseconds;
  };
  await next();
  return {
    run(event, times) {
      child.send({ event, times });
      return next();
    },
    stop: () => child.kill(),
  };
}
