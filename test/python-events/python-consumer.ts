import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureVenv } from '../local-aws/harness/emulator/python-venv';
import { projectRoot } from '../local-aws/harness/project-root';

/** What the parser in Python says about a JSON: the event that it read, or the error. */
export interface Judgement {
  readonly model?: string;
  readonly json?: unknown;
  readonly field?: string;
  readonly problem?: string;
  readonly message?: string;
  readonly leaks?: boolean;
}

/** A virtual environment of its own, with the built package in it. */
export interface PythonConsumer {
  readonly wheel: readonly string[];
  readonly sdist: readonly string[];
  readonly python: (args: readonly string[], input?: string) => string;
  /** One process reads all of them. */
  readonly judge: (texts: readonly string[]) => readonly Judgement[];
  /** The answers as Python writes them: JavaScript cannot hold each number of JSON. */
  readonly judgeAsText: (texts: readonly string[]) => string;
  readonly remove: () => void;
}

/** Builds the package, and installs its wheel where nothing else of the project is. */
export async function installPythonConsumer(): Promise<PythonConsumer> {
  const folder = mkdtempSync(join(tmpdir(), 'python-consumer-'));
  const requirements = join(projectRoot, 'requirements-python-consumer.txt');
  const bin = await ensureVenv({ folder, requirements });
  const python = (args: readonly string[], input = '') =>
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
  const judgeAsText = (texts: readonly string[]) => python([join(__dirname, 'judge.py')], texts.join('\n'));
  return {
    wheel: python(['-c', 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist())', wheel])
      .trim()
      .split(' '),
    sdist: python(['-c', 'import sys, tarfile; print(*tarfile.open(sys.argv[1]).getnames())', sdist])
      .trim()
      .split(' '),
    python,
    judgeAsText,
    judge: (texts) =>
      judgeAsText(texts)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Judgement),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
