import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root';
import { runCommand } from './run-command';

/** Python cannot make a virtual environment with the pinned requirements. */
export class PythonUnusable extends Error {
  override readonly name = 'PythonUnusable';
}

/** The place and the contents of a virtual environment. */
export interface VenvOptions {
  readonly folder: string;
  readonly requirements: string;
  readonly python: string;
  readonly signal?: AbortSignal;
}

const defaults: VenvOptions = {
  folder: join(projectRoot, '.local-aws'),
  requirements: join(projectRoot, 'requirements-dev.txt'),
  python: 'python3',
};

/**
 * Makes a virtual environment with exactly the pinned requirements, unless it exists, and returns its `bin` folder.
 *
 * It is built in a folder with a unique name. Then a link to it gets the name with the requirements' hash. Making the
 * link is atomic: two processes may build at the same time, and an interrupted build is never used.
 *
 * @throws PythonUnusable
 */
export async function ensureVenv(given: Partial<VenvOptions> = {}): Promise<string> {
  const options = { ...defaults, ...given };
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
    // Another process was faster. Its environment is the same as ours.
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
