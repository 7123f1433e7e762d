import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root';
import { runCommand } from './run-command';

/** Python could not give us a virtual environment with the pinned requirements. */
export class PythonUnusable extends Error {
  override readonly name = 'PythonUnusable';
}

/** Where a virtual environment is made and looked for. */
export interface VenvOptions {
  readonly folder: string;
  readonly requirements: string;
  readonly python: string;
  readonly signal?: AbortSignal;
}

const ownPlace = {
  folder: join(projectRoot, '.local-aws'),
  requirements: join(projectRoot, 'requirements-dev.txt'),
  python: 'python3',
};

/**
 * Makes sure of a virtual environment with exactly the pinned requirements and gives its `bin` folder.
 *
 * It is built under a name of its own and then linked under the name that the requirements' hash gives: linking is
 * atomic, so that two processes may want it at once and a build that was broken off is never taken for a whole one.
 * Throws `PythonUnusable`.
 */
export async function ensureVenv(given: Partial<VenvOptions> = {}): Promise<string> {
  const options = { ...ownPlace, ...given };
  const pinned = await readFile(options.requirements);
  const venv = join(options.folder, `venv-${createHash('sha256').update(pinned).digest('hex').slice(0, 12)}`);
  if (!existsSync(join(venv, 'bin', 'python'))) await buildVenv(venv, options);
  return join(venv, 'bin');
}

async function buildVenv(venv: string, { requirements, python, signal, folder }: VenvOptions): Promise<void> {
  const build = `${venv}.${randomUUID()}`;
  await mkdir(folder, { recursive: true });
  const run = runsPython({ cwd: folder, logFile: `${build}.log`, ...(signal ? { signal } : {}) });
  try {
    const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
    await run([python, '-c', check], `Python 3.10 or newer, with its venv module, is needed as ${python}`);
    await run([python, '-m', 'venv', build], 'a virtual environment could not be made');
    const pip = [
      join(build, 'bin', 'python'),
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
    ];
    await run([...pip, '-r', requirements], `pip could not install ${requirements}`);
    await symlink(build, venv);
  } catch (error) {
    await rm(build, { recursive: true, force: true });
    // Another process was faster: its environment is as good as ours.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(`${build}.log`, { force: true });
  }
}

function runsPython(options: {
  readonly cwd: string;
  readonly logFile: string;
  readonly signal?: AbortSignal;
}) {
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  return async (command: readonly string[], fault: string) => {
    try {
      await runCommand(command, { ...options, env });
    } catch (cause) {
      options.signal?.throwIfAborted();
      throw new PythonUnusable(`${fault}. ${(cause as Error).message}`, { cause });
    }
  };
}
