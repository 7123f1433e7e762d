import { spawn } from 'node:child_process';
import type { Emulator } from '../emulator/emulator';
import { waitFor } from '../observe/wait-for';
import { cliArguments } from './run-cli';

/** A command that runs. */
export interface RunningCli {
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until what it has written matches. */
  readonly until: (stream: 'stdout' | 'stderr', pattern: RegExp, seconds?: number) => Promise<void>;
  /** Sends it a signal. */
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Its exit code; `null` if a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command line, and lets it run. */
export function startCli({ clientEnv }: Pick<Emulator, 'clientEnv'>, ...args: readonly string[]): RunningCli {
  const child = spawn(process.execPath, cliArguments(args), {
    env: clientEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    async until(stream, pattern, seconds = 30) {
      const look = () => {
        if (pattern.test(written[stream])) return true;
        if (child.exitCode !== null) throw new Error(`the command has ended: ${written.stderr}`);
        return false;
      };
      await waitFor(look, { what: `${pattern.source} in: ${written[stream]}`, seconds });
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
