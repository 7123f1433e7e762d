import type { Command } from 'commander';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFonts } from '../../lambda/drawing/text/fonts';
import { CommandFailure } from '../command-failure';
import type * as Rendering from '../commands/render';
import { standardOutput } from '../terminal/output';

interface RenderArguments {
  readonly out?: string;
  readonly font?: readonly string[];
}

/** Adds the command `render`. It calls neither AWS nor a provider. */
export function addRender(program: Command): void {
  program
    .command('render')
    .description('draw the executed document of an archived bundle again, from a copy of its folder')
    .argument('<folder>', "a copy of the bundle's folder")
    .option(
      '--out <file>',
      'the file to write; it must not exist yet (default: rendered-again.pdf in the folder)',
    )
    .option('--font <file...>', 'TrueType or OpenType fonts for characters that the shipped fonts lack')
    .action(async (folder: string, { out, font: fonts = [] }: RenderArguments) => {
      // Other commands do not load the PDF library.
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
      const { renderBundle } = require('../commands/render') as typeof Rendering;
      process.exitCode = await renderBundle(
        { folder, out: out ?? join(folder, 'rendered-again.pdf'), fonts },
        { ...standardOutput, readFile: readIfThere, writeFile: writeNewFile, fonts: shippedFonts },
      );
    });
}

/** The package has the fonts once, beside the archiver's Lambda asset. */
const shippedFonts = () => readFonts(join(__dirname, '..', 'lambda', 'archive', 'fonts'));

/** Reads a file. Returns `undefined` if it does not exist. Throws `CommandFailure`. */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandFailure(`Cannot read ${path}: ${code ?? 'unknown error'}.`);
  }
}

/** Writes a file, but never over another one: that may be evidence. Throws `CommandFailure`. */
async function writeNewFile(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new CommandFailure(`${path} already exists: choose another file with --out.`);
    throw new CommandFailure(`Cannot write ${path}: ${code ?? 'unknown error'}.`);
  }
}
