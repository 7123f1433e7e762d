import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FontFiles } from '../../../../lambda/drawing/text/fonts';

const modules = join(__dirname, '..', '..', '..', '..', 'node_modules');
const file = (path: string) => readFileSync(join(modules, path));
const noto = (path: string) => file(`@expo-google-fonts/noto-sans/${path}`);

let fonts: FontFiles | undefined;

/** The fonts as `scripts/bundle.mjs` ships them. */
export function shippedFonts(): FontFiles {
  return (fonts ??= {
    regular: noto('400Regular/NotoSans_400Regular.ttf'),
    bold: noto('700Bold/NotoSans_700Bold.ttf'),
    italic: noto('400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
    boldItalic: noto('700Bold_Italic/NotoSans_700Bold_Italic.ttf'),
    fallbacks: [file('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')],
  });
}
