import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The TrueType files of the fonts that texts are drawn with. */
export interface FontFiles {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
  readonly italic: Uint8Array;
  readonly boldItalic: Uint8Array;
  /** Fonts for characters that the four above lack, in this order. */
  readonly fallbacks: readonly Uint8Array[];
}

/** Reads the shipped fonts, which `scripts/bundle.mjs` copies there. */
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
