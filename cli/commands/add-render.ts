import type * as commander from 'commander' with { 'resolution-mode': 'import' };
import { join } from 'node:path';
import { readFonts } from '../../lambda/drawing/text/fonts';
import { readFile, writeNewFile } from './file-access';
import type * as Rendering from './render';

interface RenderArguments {
  readonly out?: string;
  readonly font?: readonly string[];
}

/** Adds the command `render`, which asks neither AWS nor a provider. */
export function addRender(
  program: commander.Command,
  context: { readonly print: (text: string) => void; readonly warn: (text: string) => void },
  exit: (code: number) => void,
): void {
  program
    .command('render')
    .description(
      'draw the executed document of an archived bundle again, from the files in a copy of its folder',
    )
    .argument('<folder>', "the copy of the bundle's folder")
    .option('--out <file>', 'where it goes: rendered-again.pdf in the folder unless told')
    .option('--font <file...>', 'fonts for what the shipped ones lack: TrueType or OpenType files')
    .action(async (folder: string, { out, font = [] }: RenderArguments) => {
      // The PDF library is loaded for those who draw.
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would need an extension, which only some tools know
      const { renderBundle } = require('./render') as typeof Rendering;
      const options = { folder, out: out ?? join(folder, 'rendered-again.pdf'), fonts: font };
      // The fonts are shipped once, beside the archiver.
      const fonts = () => readFonts(join(__dirname, '..', 'lambda', 'archive', 'fonts'));
      exit(await renderBundle(options, { ...context, readFile, writeFile: writeNewFile, fonts }));
    });
}
