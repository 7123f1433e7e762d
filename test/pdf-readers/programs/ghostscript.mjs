// Ghostscript. Each run needs a new instance: the program cannot run twice in one.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import load from '@okathira/ghostpdl-wasm';
import { pictureOfPng } from '../picture-of-png.mjs';

const wasm = new WebAssembly.Module(
  readFileSync(createRequire(import.meta.url).resolve('@okathira/ghostpdl-wasm/gs.wasm')),
);

const pagePrefix = 'page-';

/** This build fails where a page does not fit into its memory for a page: pages with transparency. */
const maxPageBytes = 1_000_000_000;

export async function pictures(pdf, scale) {
  // Shows annotations as on a screen. By default, it shows those that are printed.
  const screen = '-dPrinted=false';
  const smooth = ['-dTextAlphaBits=4', '-dGraphicsAlphaBits=4', `-dMaxBitmap=${maxPageBytes}`];
  const options = [`-r${72 * scale}`, '-dUseCropBox', screen, ...smooth];
  return Promise.all((await run(pdf, 'png16m', ...options)).map(pictureOfPng));
}

export const texts = async (pdf) =>
  (await run(pdf, 'txtwrite', '-dTextFormat=3')).map((bytes) => bytes.toString('utf8'));

/** Returns the file that the device writes for each page. */
async function run(pdf, device, ...options) {
  const { FS: files, callMain } = await load({
    instantiateWasm: (imports, instantiated) =>
      instantiated(new WebAssembly.Instance(wasm, imports), wasm) ?? {},
    print: () => undefined,
    printErr: () => undefined,
  });
  files.writeFile('in.pdf', pdf);
  const status = callMain([
    '-q',
    '-dBATCH',
    '-dNOPAUSE',
    `-sDEVICE=${device}`,
    ...options,
    `-sOutputFile=${pagePrefix}%d`,
    'in.pdf',
  ]);
  if (status !== 0) throw new Error(`ended with ${status}`);
  const pages = files
    .readdir('.')
    .filter((name) => name.startsWith(pagePrefix))
    .sort((one, other) => Number(one.slice(pagePrefix.length)) - Number(other.slice(pagePrefix.length)))
    .map((name) => Buffer.from(files.readFile(name)));
  if (pages.length === 0) throw new Error('showed no page');
  return pages;
}
