import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FontFiles } from './font-files';

/** Reads the fonts that are shipped: `scripts/bundle.mjs` puts them there. */
export function readFonts(folder: string): FontFiles {
  const font = (name: string) => readFileSync(join(folder, `${name}.ttf`));
  return {
    regular: font('NotoSans-Regular'),
    bold: font('NotoSans-Bold'),
    italic: font('NotoSans-Italic'),
    boldItalic: font('NotoSans-BoldItalic'),
    // For Hebrew, Arabic, Armenian, Georgian and symbols.
    fallbacks: [font('DejaVuSans')],
  };
}
