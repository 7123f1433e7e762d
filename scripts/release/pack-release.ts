// Packs everything that a release publishes, each registry's packages in a folder of its own, with their checksums.
//
//   npm run build && npm run samples
//   npm run release:pack -- <folder> [--code-only]
//
// Java, .NET and Go need their compilers. With --code-only their code is written, and not compiled.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureVenv } from '../../test/local-aws/harness/emulator/python-venv';
import { packLanguages, projectRoot } from '../languages/pack-languages';
import { run } from '../languages/run';
import { releaseSection } from './changelog';
import { changelogFile } from './plan-release';

/** The list of checksums, as `sha256sum --check` reads it. */
const checksumsFile = 'SHA256SUMS';

/**
 * Packs the package for npm, PyPI, Maven, NuGet and Go, and the event models for PyPI.
 *
 * @throws Error if there is something in the folder, if the package is not built, or if a part cannot be packed.
 */
export async function packRelease(folder: string, { isCodeOnly = false } = {}): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: give a folder that is, or that does not exist.`);
  mkdirSync(join(folder, 'js'), { recursive: true });
  // The package is built already: each registry gets the files of one build.
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', join(folder, 'js')], { cwd: projectRoot });
  packLanguages(folder, ['python']);
  packLanguages(folder, ['java', 'dotnet', 'go'], { isCodeOnly });
  await packEventModels(join(folder, 'python-events'));
  writeFileSync(join(folder, 'NOTES.md'), releaseNotes());
  writeFileSync(join(folder, checksumsFile), checksums(folder));
}

/** Packs `python-events/` with the pinned build tools. */
async function packEventModels(folder: string): Promise<void> {
  const bin = await ensureVenv({ requirements: join(projectRoot, 'requirements-python-consumer.txt') });
  const source = join(projectRoot, 'python-events');
  run(join(bin, 'python'), ['-m', 'build', '--no-isolation', '--outdir', folder, source], { cwd: source });
}

/** Returns what CHANGELOG.md says about this version: nothing if it is not released yet. */
function releaseNotes(): string {
  const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return `${releaseSection(read(changelogFile), version)?.notes ?? ''}\n`;
}

/** Returns a line for each file: its SHA-256, and its path. */
function checksums(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  const digest = (path: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  return paths.map((path) => `${digest(path)}  ${path}\n`).join('');
}

async function main([folder, ...options]: readonly string[]): Promise<void> {
  const isCodeOnly = options[0] === '--code-only';
  if (!folder || options.length !== Number(isCodeOnly))
    throw new Error('Give a folder, and perhaps --code-only.');
  await packRelease(resolve(folder), { isCodeOnly });
}

if (require.main === module) void main(process.argv.slice(2));
