// Measures this project beside its peers, and writes bench/RESULTS.md.
//
//   npm run bundle && npm run compile
//   npm run bench                       all of them, ten minutes on a quiet machine
//   npm run bench -- verify cold        some of them; prints, and writes nothing
//   npm run bench -- --base <folder>    beside another checkout, which is built too
//   npm run bench -- --quick            few rounds, to see that they run; prints, and writes nothing
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benches } from './benches';
import { printResult } from './harness/print-results';
import { projectRoot } from './harness/project-root';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { base: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `No bench ${unknown.join(', ')}: give some of ${benches.map(({ name }) => name).join(', ')}.`,
    );
  }
  const wanted = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const chapters: string[] = [];
  for (const bench of wanted) {
    console.error(`${bench.name} …`);
    const chapter = printResult(
      bench,
      await bench.run({ isQuick: values.quick, base: values.base && resolve(values.base) }),
    );
    console.log(`${chapter}\n`);
    chapters.push(chapter);
  }
  if (wanted.length < benches.length || values.quick) return;
  writeFileSync(
    join(projectRoot, 'bench', 'RESULTS.md'),
    `${[heading(values.base), ...chapters].join('\n\n')}\n`,
  );
}

/** Says what was measured, where and when. */
function heading(base: string | undefined): string {
  const commit = (folder: string) =>
    execFileSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  return [
    '# Results of the benches',
    `\`npm run bench\` writes this page. It is of ${new Date().toISOString().slice(0, 10)}: commit \`${commit(projectRoot)}\`${base ? `, and "before" is commit \`${commit(base)}\`` : ''}; Node ${process.versions.node}, ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}).`,
    'Each figure is a median. A ratio compares with the anchor, which has the ratio 1. The subjects of a table are measured in turns, so that what slows the machine down slows all of them down. Only the ratios can be compared with another machine, and nothing was measured on AWS: Lambda runs on arm64.',
  ].join('\n\n');
}

void main();
