import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A running command and everything that it has started. */
export interface ProcessGroup {
  readonly pid: number;
  /** Fulfilled with the exit code when the command has ended. */
  readonly ended: Promise<number>;
  /** Ends the command and all its children; fulfilled when the command is gone. Safe to repeat. */
  readonly stop: () => Promise<void>;
}

/** What a group is started with. */
export interface ProcessGroupOptions {
  /** The whole environment: nothing of ours comes along by itself. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Receives what the command prints. */
  readonly logFile: string;
}

/** Milliseconds between the polite signal and the other one. */
const patience = 3_000;

/** Starts a command in a process group of its own, tethered: it dies with this process, even if that is killed. */
export function startProcessGroup(
  command: readonly string[],
  { env, cwd, logFile }: ProcessGroupOptions,
): ProcessGroup {
  const log = openSync(logFile, 'a');
  const leader = spawn(process.execPath, [join(__dirname, 'tether.mjs'), ...command], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  const pid = leader.pid;
  if (pid === undefined) throw new Error(`${command.join(' ')} could not be started`);
  const ended = new Promise<number>((resolve) => leader.once('exit', (code) => resolve(code ?? 1)));
  return { pid, ended, stop: () => stopGroup(pid, ended) };
}

async function stopGroup(leader: number, ended: Promise<number>): Promise<void> {
  signalGroup(leader, 'SIGTERM');
  const impatience = setTimeout(() => signalGroup(leader, 'SIGKILL'), patience);
  await ended;
  clearTimeout(impatience);
  // The leader is gone; children that it left behind still carry its group.
  signalGroup(leader, 'SIGKILL');
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
