// Measures what hostile PDFs cost the archiver: seconds of processor and peak memory, each in a process of its own.
//
//   node scripts/on-node-24.mjs node --import tsx bench/bombs.mjs [--tree <folder of another version>] [name]
//
// The bombs are those of `test/lambda/pdf/bombs`, much larger than in the tests. A run that takes over 120 s is ended.
import { spawnSync } from 'node:child_process';
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

const { bombs } = await load(root, 'test/lambda/pdf/bombs/bombs.ts');
const names = Object.keys(bombs).filter((name) => positionals.length === 0 || positionals.includes(name));
if (values.use) await spend(positionals[0] === 'none' ? undefined : positionals[0], values.use);
else measure();

function measure() {
  const floor = Math.round(run('none', 'none').megabytes ?? 0);
  console.log(`| bomb | MB | portfolio: CPU s | peak MB | drawing: CPU s | peak MB |`);
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const name of names) {
    const cells = ['portfolio', 'drawing'].flatMap((use) => {
      const { seconds, megabytes, ended } = run(name, use);
      return ended ? [ended, ''] : [seconds.toFixed(1), String(Math.round(megabytes))];
    });
    console.log(`| ${name} | ${(bombs[name](scale).length / 1e6).toFixed(1)} | ${cells.join(' | ')} |`);
  }
  console.log(`A process that reads nothing has a peak of ${floor} MB.`);
}

function run(name, use) {
  const script = [
    '--import',
    'tsx',
    fileURLToPath(import.meta.url),
    '--tree',
    values.tree,
    '--use',
    use,
    name,
  ];
  const { stdout, signal, status } = spawnSync(process.execPath, script, {
    encoding: 'utf8',
    timeout: maxSeconds * 1_000,
    killSignal: 'SIGKILL',
  });
  if (signal) return { ended: `over ${maxSeconds} s` };
  return status === 0 ? JSON.parse(stdout) : { ended: 'process died' };
}

/** Reads or draws on one bomb, and prints the cost. */
async function spend(name, use) {
  const tree = (path) => load(values.tree, path);
  const { readPortfolio } = await tree('lambda/archive/portfolio/read-portfolio.ts');
  const { portfolioLimits } = await tree('lambda/archive/limits.ts');
  const { drawDocument } = await tree('lambda/drawing/draw-document.ts');
  const { drawingLimits } = await tree('lambda/drawing/drawing-limits.ts');
  const { readFonts } = await tree('lambda/drawing/text/fonts.ts');
  const bytes = name === undefined ? Buffer.alloc(0) : bombs[name](scale);
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
