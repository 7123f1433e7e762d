/**
 * Damages honest PDFs in many ways, and counts what the archiver does with each beside what PDFium and MuPDF show. Honest
 * are the files that both readers open without repair.
 *
 * npm run judge:damage -- <folder> --judged judged.jsonl [--one-in 1] [--processes 2]
 */
import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { damageTable, type DamageResult, type DamageSteps, type DamageTask } from './judge/damage-results';
import { damages } from './judge/damages';
import { opens } from './judge/disagreements';
import { inParallel } from './judge/in-parallel';
import type { Judgement } from './judge/judgement';
import { isSelected } from './judge/pdf-paths';
import { Worker } from './judge/worker-pool';

interface Options {
  readonly judged: string;
  readonly oneIn: string;
  readonly processes: string;
}

/** Larger files only take time. */
const maxFileBytes = 1024 ** 2;
const limits = { timeMs: 60_000, memoryBytes: 2_000 * 1024 ** 2 };

async function main(folder: string, { judged, oneIn, processes }: Options): Promise<void> {
  const paths = honestPaths(judged, Number(oneIn));
  const tasks = Object.keys(damages).flatMap((damage) =>
    paths.map((path) => ({ path: join(folder, path), damage })),
  );
  const results: DamageResult[] = [];
  const newWorker = () => new Worker<DamageTask, DamageSteps>('damage-worker.ts', limits);
  await inParallel(tasks, { processes: Number(processes), newWorker }, async (worker, task) => {
    results.push({ ...task, ...(await worker.run(task)) });
    if (results.length % 100 === 0) process.stderr.write(`${results.length} of ${tasks.length}\n`);
  });
  const order = Object.keys(damages);
  results.sort((one, other) => order.indexOf(one.damage) - order.indexOf(other.damage));
  process.stdout.write(damageTable(results));
}

function honestPaths(judged: string, oneIn: number): readonly string[] {
  return readFileSync(judged, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Judgement)
    .filter(isHonest)
    .filter(({ sha256 }) => isSelected(sha256, oneIn))
    .map(({ path }) => path);
}

function isHonest({ pdfium, mupdf, sizeBytes }: Judgement): boolean {
  return opens(pdfium) && opens(mupdf) && mupdf?.wasRepaired === false && sizeBytes <= maxFileBytes;
}

void new Command()
  .argument('<folder>', 'the folder that was judged')
  .requiredOption('--judged <file>', 'the output of `npm run judge`')
  .option('--one-in <count>', 'a part of the honest files, selected by their SHA-256', '1')
  .option('--processes <count>', 'files that are judged at the same time', '2')
  .action(main)
  .parseAsync();
