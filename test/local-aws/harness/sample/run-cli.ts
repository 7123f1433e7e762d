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

/** Node's arguments for the built command line. Its processes find the addresses of the emulator's APIs. */
export const cliArguments = (args: readonly string[]): readonly string[] => [
  ...['--require', join(__dirname, 'resolve-localhost.cjs')],
  join(projectRoot, 'dist', 'cli', 'index.js'),
  ...args,
];

/** Runs the built command line as a process, as its users do. The environment has the address of AWS. */
export const runCli = (emulator: Emulator, ...args: readonly string[]): Promise<CliRun> =>
  runCliWithInput(emulator, '', ...args);

/** The same, with the text of a pipe for stdin. */
export function runCliWithInput(
  { clientEnv }: Pick<Emulator, 'clientEnv'>,
  input: string,
  ...args: readonly string[]
): Promise<CliRun> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      cliArguments(args),
      { env: clientEnv },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
    // A command that reads no input may have ended before.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
