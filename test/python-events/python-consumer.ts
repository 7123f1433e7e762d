import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../local-aws/harness/emulator/python-venv';
import { projectRoot } from '../local-aws/harness/project-root';
import { judgeInPython, type Judge, type RunPython } from './judgement';

/** A virtual environment of its own, with the built package in it. */
export interface PythonConsumer {
  /** A folder for files of a test. `remove` removes it. */
  readonly folder: string;
  readonly wheel: readonly string[];
  readonly sdist: readonly string[];
  readonly python: RunPython;
  readonly judge: Judge;
  readonly remove: () => void;
}

/** Builds the package, and installs its wheel where nothing else of the project is. */
export async function installPythonConsumer(): Promise<PythonConsumer> {
  const folder = mkdtempSync(join(tmpdir(), 'python-consumer-'));
  const requirements = join(projectRoot, 'requirements-python-consumer.txt');
  const bin = await ensureVenv({ folder, requirements });
  const python: RunPython = (args, input = '') =>
    execFileSync(join(bin, 'python'), ['-I', ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
      stdio: 'pipe',
      maxBuffer: 1e9,
    });
  const dist = join(folder, 'dist');
  python(['-m', 'build', '--no-isolation', '--outdir', dist, join(projectRoot, 'python-events')]);
  const built = (ending: string) =>
    join(
      dist,
      readdirSync(dist).find((name) => name.endsWith(ending))!,
    );
  const [wheel, sdist] = [built('.whl'), built('.tar.gz')];
  python(['-m', 'pip', 'install', '--quiet', '--no-index', '--no-deps', wheel]);
  return {
    folder,
    wheel: python(['-c', 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist())', wheel])
      .trim()
      .split(' '),
    sdist: python(['-c', 'import sys, tarfile; print(*tarfile.open(sys.argv[1]).getnames())', sdist])
      .trim()
      .split(' '),
    python,
    judge: judgeInPython(python),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
