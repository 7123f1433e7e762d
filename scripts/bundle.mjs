// Bundles each Lambda room into one file, dist/lambda/<room>/index.js, and the command line into dist/cli/index.js, and
// prints the sizes, on stderr: `cdk synth` runs this, and its stdout is the template.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['verify', 'publish', 'archive'];

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
};

const pdfAliases = {
  // Its objects and its parser, without what draws with them: 300 KiB less.
  '@cantoo/pdf-lib': join(root, 'node_modules/@cantoo/pdf-lib/es/core/index.js'),
  // Half a megabyte that Node has itself.
  'brotli/decompress.js': join(root, 'lambda/drawing/text/brotli.ts'),
};

export const bundleOptions = (room) => ({
  ...common,
  entryPoints: [`lambda/${room}/handler.ts`],
  target: 'node24',
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'lambda/aws/default-credentials.ts'),
    ...pdfAliases,
  },
});

/** On the user's machine: with profiles and single sign-on, on any Node that the package takes. */
export const cliBundleOptions = () => ({
  ...common,
  entryPoints: ['cli/index.ts'],
  target: 'node20',
  alias: pdfAliases,
  banner: { js: '#!/usr/bin/env node' },
});

export async function bundle(room, outdir = join(root, 'dist', 'lambda')) {
  const { contents, metafile } = await built(bundleOptions(room), room);
  const file = join(outdir, room, 'index.js');
  writeWhenChanged(file, contents);
  return { room, file, metafile };
}

export async function bundleCli(file = join(root, 'dist', 'cli', 'index.js')) {
  const { contents, metafile } = await built(cliBundleOptions(), 'cli');
  writeWhenChanged(file, contents);
  chmodSync(file, 0o755);
  return { file, metafile };
}

async function built(options, what) {
  const { warnings, outputFiles, metafile } = await build(options);
  if (warnings.length > 0) throw new Error(`esbuild warned about ${what}: a warning here breaks at run time`);
  return { contents: outputFiles[0].contents, metafile };
}

/** What the archiver draws with, by the names that `lambda/drawing/text/fonts.ts` reads; and their licenses, which go with them. */
export const fonts = {
  'NotoSans-Regular.ttf': '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'NotoSans-Bold.ttf': '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  'NotoSans-Italic.ttf': '@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'NotoSans-BoldItalic.ttf': '@expo-google-fonts/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  'NotoSans-LICENSE.txt': '@expo-google-fonts/noto-sans/LICENSE_FONT',
  'DejaVuSans.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'DejaVuSans-LICENSE.txt': 'dejavu-fonts-ttf/LICENSE',
};

/** The command line takes them from there, too. */
export function copyFonts(folder = join(root, 'dist', 'lambda', 'archive', 'fonts')) {
  for (const [name, path] of Object.entries(fonts)) {
    writeWhenChanged(join(folder, name), readFileSync(join(root, 'node_modules', path)));
  }
  return folder;
}

/** A synth bundles too, perhaps while a test reads the bundle: it never sees half of one. */
function writeWhenChanged(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const room of rooms) report(room, (await bundle(room)).file);
  copyFonts();
  report('cli', (await bundleCli()).file);
}

function report(name, file) {
  const gzipped = gzipSync(readFileSync(file)).length;
  console.error(
    `${name.padEnd(8)} ${(statSync(file).size / 1024).toFixed(1)} KiB, ${(gzipped / 1024).toFixed(1)} KiB gzipped`,
  );
}
