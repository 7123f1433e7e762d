import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** A running command and its child processes. */
export interface ProcessGroup {
  readonly pid: number;
  /** Resolves with the exit code when the command has ended. */
  readonly ended: Promise<number>;
  /** Ends the command and all its children. A second call does nothing. */
  readonly stop: () => Promise<void>;
}

/** The options of a process group. */
export interface ProcessGroupOptions {
  /** The whole environment. Nothing of ours is added. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The file for the command's output. */
  readonly logFile: string;
}

/** The time between SIGTERM and SIGKILL. */
const killAfterMs = 3_000;

/** Starts a command in its own process group. It ends with this process, even if this process is killed. */
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
  const killTimer = setTimeout(() => signalGroup(leader, 'SIGKILL'), killAfterMs);
  await ended;
  clearTimeout(killTimer);
  // The leader has ended. Children that it left behind still belong to its group.
  signalGroup(leader, 'SIGKILL');
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
