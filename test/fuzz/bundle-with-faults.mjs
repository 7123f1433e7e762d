// Bundles the verifier once for each fault in the JSON of stdin, `{ <outfile>: { file, text, instead, besides } }`, with
// the fault planted in it. A fault whose text is not in its file is an error.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../../scripts/bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

for (const [outfile, fault] of Object.entries(await json(process.stdin)))
  await build({ ...bundleOptions('verify'), outfile, write: true, plugins: [planted(fault)] });

function planted({ file, text, instead, besides = '' }) {
  const target = join(root, file);
  return {
    name: 'planted-fault',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path !== target) return undefined;
        const source = await readFile(path, 'utf8');
        if (!source.includes(text)) throw new Error(`${file} has no such text: ${text}`);
        return { contents: `${source.replace(text, () => instead)}\n${besides}\n`, loader: 'ts' };
      }),
  };
}
