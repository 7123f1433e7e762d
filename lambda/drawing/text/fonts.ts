import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The fonts that texts are drawn with: TrueType files. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  readonly boldItalic: Uint8Array;
  /** Asked in turn for what the one above lacks. */
  readonly fallbacks: readonly Uint8Array[];
}

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
