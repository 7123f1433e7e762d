// Bundles the functions with faults in the JSON of stdin: `{ <outfile>: { stage, faults: [{ file, text, instead, besides }] } }`.
// It is an error if a text is not in its file, or a file not in the function.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { assetFiles } from '../../scripts/bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

for (const [outfile, { stage, faults }] of Object.entries(await json(process.stdin))) {
  const left = new Set(faults);
  for (const [name, options] of Object.entries(assetFiles(stage))) {
    await build({ ...options, outfile: join(dirname(outfile), name), write: true, plugins: [planted(left)] });
  }
  for (const { file } of left) throw new Error(`The function of ${stage} does not contain ${file}`);
}

/** Plants the faults, and removes each from the set. */
function planted(faults) {
  const setup = ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const here = [...faults].filter(({ file }) => file === relative(root, path));
      if (here.length === 0) return undefined;
      let contents = await readFile(path, 'utf8');
      for (const fault of here) {
        contents = withFault(contents, fault);
        faults.delete(fault);
      }
      return { contents, loader: 'ts' };
    });
  return { name: 'planted-faults', setup };
}

function withFault(source, { file, text, instead, besides = '' }) {
  if (!source.includes(text)) throw new Error(`${file} has no such text: ${text}`);
  return `${source.replace(text, () => instead)}\n${besides}\n`;
}
