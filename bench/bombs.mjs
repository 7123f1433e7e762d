// Measures what hostile PDFs cost the archiver: seconds of processor and peak memory, each in a process of its own.
//
//   node scripts/on-node-24.mjs node --import tsx bench/bombs.mjs [--tree <folder of another version>] [name]
//
// The bombs are those of `test/lambda/pdf/bombs`, much larger than in the tests. A run that takes over 120 s is ended. The process
// that is measured reads its bomb from a file: making it takes memory too.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(fileURLToPath(import.meta.url), '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { tree: { type: 'string', default: root }, use: { type: 'string' } },
});
const scale = 3_000;
const maxSeconds = 120;

/** A field on each of 500 pages. */
const marks = Array.from({ length: 500 }, (_, index) => ({
  kind: 'text',
  field: `field ${index}`,
  page: index + 1,
  text: 'Jane Doe',
  size: 12,
  style: { bold: false, italic: false },
  box: { x: 20, y: 60, width: 150, height: 30 },
}));
const plan = { provider: 'Sample Sign', marks, emptyFields: 0, problems: [], about: [], signers: [] };
const facts = { software: 'bench', sources: [] };

if (values.use) await spend(positionals[0], values.use);
else await measure();

async function measure() {
  const { bombs } = await load(root, 'test/lambda/pdf/bombs/bombs.ts');
  const names = Object.keys(bombs).filter((name) => positionals.length === 0 || positionals.includes(name));
  const folder = mkdtempSync(join(tmpdir(), 'bombs-'));
  const file = join(folder, 'bomb.pdf');
  writeFileSync(file, '');
  const floor = Math.round(run(file, 'none').megabytes ?? 0);
  console.log(`| bomb | MB | portfolio: CPU s | peak MB | drawing: CPU s | peak MB |`);
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const name of names) {
    const bomb = bombs[name](scale);
    writeFileSync(file, bomb);
    const cells = ['portfolio', 'drawing'].flatMap((use) => {
      const { seconds, megabytes, ended } = run(file, use);
      return ended ? [ended, ''] : [seconds.toFixed(1), String(Math.round(megabytes))];
    });
    console.log(`| ${name} | ${(bomb.length / 1e6).toFixed(1)} | ${cells.join(' | ')} |`);
  }
  rmSync(folder, { recursive: true });
  console.log(`A process that reads nothing has a peak of ${floor} MB.`);
}

function run(file, use) {
  const script = [
    '--import',
    'tsx',
    fileURLToPath(import.meta.url),
    '--tree',
    values.tree,
    '--use',
    use,
    file,
  ];
  const { stdout, signal, status } = spawnSync(process.execPath, script, {
    encoding: 'utf8',
    timeout: maxSeconds * 1_000,
    killSignal: 'SIGKILL',
  });
  if (signal) return { ended: `over ${maxSeconds} s` };
  return status === 0 ? JSON.parse(stdout) : { ended: 'process died' };
}

/** Reads or draws on the bomb in a file, and prints the cost. */
async function spend(file, use) {
  const tree = (path) => load(values.tree, path);
  const { readPortfolio } = await tree('lambda/archive/portfolio/read-portfolio.ts');
  const { portfolioLimits } = await tree('lambda/archive/limits.ts');
  const { drawDocument } = await tree('lambda/drawing/draw-document.ts');
  const { drawingLimits } = await tree('lambda/drawing/drawing-limits.ts');
  const { readFonts } = await tree('lambda/drawing/text/fonts.ts');
  const bytes = readFileSync(file);
  const before = process.cpuUsage();
  if (use === 'portfolio') for await (const part of readPortfolio(bytes, portfolioLimits)) void part;
  if (use === 'drawing') {
    const fonts = readFonts(join(root, 'dist', 'lambda', 'archive', 'fonts'));
    await drawDocument({ original: bytes, plan, facts, fonts, limits: drawingLimits });
  }
  const { user, system } = process.cpuUsage(before);
  const megabytes = process.resourceUsage().maxRSS / 1_024;
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, megabytes }));
}

function load(folder, path) {
  return import(pathToFileURL(join(folder, path)).href);
}
