import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project-root';

const run = promisify(execFile);

/** Python could not give us a virtual environment with the pinned requirements. */
export class PythonUnusable extends Error {
  override readonly name = 'PythonUnusable';
}

/** Where a virtual environment is made and looked for; the project's own unless a test says otherwise. */
export interface VenvPlace {
  readonly folder: string;
  readonly requirements: string;
  readonly python: string;
}

const ownPlace: VenvPlace = {
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
export async function ensureVenv(place: Partial<VenvPlace> = {}): Promise<string> {
  const { folder, requirements, python } = { ...ownPlace, ...place };
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const venv = join(folder, `venv-${hash}`);
  if (!existsSync(join(venv, 'bin', 'python'))) await buildVenv(venv, requirements, python);
  return join(venv, 'bin');
}

async function buildVenv(venv: string, requirements: string, python: string): Promise<void> {
  await requirePython(python);
  const build = `${venv}.${randomUUID()}`;
  await mkdir(build, { recursive: true });
  try {
    await run(python, ['-m', 'venv', build]).catch(explain(`${python} could not make a virtual environment`));
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(join(build, 'bin', 'python'), pip).catch(explain(`pip could not install ${requirements}`));
    await symlink(build, venv);
  } catch (error) {
    await rm(build, { recursive: true, force: true });
    // Another process was faster: its environment is as good as ours.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function requirePython(python: string): Promise<void> {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  await run(python, ['-c', check]).catch(
    explain(
      `The local AWS needs Python 3.10 or newer with its venv module (on Debian: python3-venv) as ${python}`,
    ),
  );
}

const explain = (message: string) => (cause: unknown) => {
  const said = (cause as { readonly stderr?: string }).stderr?.trim() ?? '';
  throw new PythonUnusable(said ? `${message}:\n${said}` : `${message}.`, { cause });
};
