import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator';
import { projectRoot } from '../project-root';

/** The result of a command. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a process, as its users do. The environment has the address of AWS. */
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
