import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator';
import { projectRoot } from '../project-root';

/** What a run of the command line gave. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled command line as its user does: a process of its own, told by its environment where AWS is. */
export function runCli({ clientEnv }: Emulator, ...args: readonly string[]): Promise<CliRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(projectRoot, 'dist', 'cli', 'index.js'), ...args],
      { env: clientEnv },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });
}
