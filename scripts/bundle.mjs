// Bundles each Lambda room into one file, dist/lambda/<room>/index.js, and prints the sizes, on stderr: `cdk synth` runs
// this, and its stdout is the template.
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const rooms = ['verify', 'publish', 'archive'];

export const bundleOptions = (room) => ({
  absWorkingDir: root,
  entryPoints: [`lambda/${room}/handler.ts`],
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(root, 'lambda/aws/default-credentials.ts') },
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});

export async function bundle(room, outdir = join(root, 'dist', 'lambda')) {
  const result = await build(bundleOptions(room));
  if (result.warnings.length > 0)
    throw new Error(`esbuild warned about ${room}: a warning here breaks at run time`);
  const file = join(outdir, room, 'index.js');
  writeWhenChanged(file, result.outputFiles[0].contents);
  return { room, file, metafile: result.metafile };
}

/** A synth bundles too, perhaps while a test reads the bundle: it never sees half of one. */
function writeWhenChanged(file, contents) {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, contents);
  renameSync(`${file}.${process.pid}`, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const room of rooms) {
    const { file } = await bundle(room);
    const gzipped = gzipSync(readFileSync(file)).length;
    console.error(
      `${room.padEnd(8)} ${(statSync(file).size / 1024).toFixed(1)} KiB, ${(gzipped / 1024).toFixed(1)} KiB gzipped`,
    );
  }
}
