/**
 * Judges each PDF of a folder: what the archiver would do with it, beside what PDFium and MuPDF do. Writes a line of JSON
 * per file and a table of counts. Files that the output has already are not judged again.
 *
 * npm run judge -- <folder> [--one-in 1] [--draw-one-in 1] [--output judged.jsonl] [--processes 2] [--seconds 60] [--megabytes 2000]
 */
import { Command } from 'commander';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countTable } from './judge/count-table';
import { disagreements } from './judge/disagreements';
import type { Judgement, StepResults } from './judge/judgement';
import { sha256Hex } from '../lambda/kit/hash';
import { inParallel } from './judge/in-parallel';
import { isSelected, pdfPaths } from './judge/pdf-paths';
import { Worker } from './judge/worker-pool';

interface Task {
  readonly path: string;
  readonly draws: boolean;
}

interface Options {
  readonly oneIn: string;
  readonly drawOneIn: string;
  readonly output: string;
  readonly processes: string;
  readonly seconds: string;
  readonly megabytes: string;
}

async function main(
  folder: string,
  { oneIn, drawOneIn, output, processes, seconds, megabytes }: Options,
): Promise<void> {
  const limits = { timeMs: Number(seconds) * 1_000, memoryBytes: Number(megabytes) * 1024 ** 2 };
  const judged = new Map(readJudgements(output).map((judgement) => [judgement.path, judgement]));
  const waiting = pdfPaths(folder, Number(oneIn)).filter((path) => !judged.has(path));
  const total = judged.size + waiting.length;
  const newWorker = () => new Worker<Task, StepResults>('judge-worker.ts', limits);
  await inParallel(waiting, { processes: Number(processes), newWorker }, async (worker, path) => {
    const results = { path, ...(await judgeFile(worker, join(folder, path), Number(drawOneIn))) };
    const judgement = { ...results, disagreements: disagreements(results) };
    judged.set(path, judgement);
    appendFileSync(output, `${JSON.stringify(judgement)}\n`);
    if (judged.size % 20 === 0) process.stderr.write(`${judged.size} of ${total}\n`);
  });
  // In the order of the paths, whichever process was faster.
  const sorted = [...judged.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  writeFileSync(output, sorted.map((judgement) => `${JSON.stringify(judgement)}\n`).join(''));
  process.stdout.write(`${countTable(distinct(sorted))}\n`);
}

/** Reads the output of an earlier run. Its last line may be cut off. */
function readJudgements(output: string): readonly Judgement[] {
  const lines = existsSync(output) ? readFileSync(output, 'utf8').split('\n').slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line) as Judgement);
}

async function judgeFile(
  worker: Worker<Task, StepResults>,
  file: string,
  drawOneIn: number,
): Promise<Omit<Judgement, 'path'>> {
  const bytes = readFileSync(file);
  const sha256 = sha256Hex(bytes);
  // Other digits than those that select the file itself.
  const draws = isSelected(sha256.slice(8), drawOneIn);
  return { sha256, sizeBytes: bytes.length, ...(await worker.run({ path: file, draws })) };
}

/** Counts each file once, even if two folders have it. */
function distinct(judgements: readonly Judgement[]): readonly Judgement[] {
  return [...new Map(judgements.map((judgement) => [judgement.sha256, judgement])).values()];
}

void new Command()
  .argument('<folder>', 'the folder with the PDFs')
  .option('--one-in <count>', 'judge a part of the files, selected by their SHA-256', '1')
  .option('--draw-one-in <count>', 'draw on a part of these', '1')
  .option('--output <file>', 'the lines of JSON', 'judged.jsonl')
  .option('--processes <count>', 'files that are judged at the same time', '2')
  .option('--seconds <count>', 'the time for one file', '60')
  .option('--megabytes <count>', 'the memory for one file', '2000')
  .action(main)
  .parseAsync();
