import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench, BenchOptions, BenchResult, ResultTable } from '../harness/bench';
import { bundleAnchor } from '../harness/bundle-anchor';
import { genuineRequest } from '../harness/genuine-request';
import { interleave } from '../harness/interleave';
import type { LoopbackAws } from '../harness/loopback-aws';
import { ratio } from '../harness/print-results';
import { projectRoot } from '../harness/project-root';
import { stageEnvironment } from '../harness/stage-environment';
import { startFunction } from '../harness/start-function';
import { withLoopbackAws } from '../harness/with-loopback-aws';

const anchor = 'SQS only';
const ours = 'ours';
const limit = 1.1;

/** A function and the file of its bundle. */
type NamedFile = readonly [string, string];

/** A cold verifier beside a function that only calls SQS. */
export const coldBench: Bench = {
  name: 'cold',
  title: 'The first webhook of a new function',
  about:
    'From the start of the process to the answer of the first webhook, of 5 KiB. AWS is a loopback server in another process. Instructions are counted by valgrind, once for each subject: two counts differ by less than 1 %, on a busy machine too. The anchors are bundled as this project bundles.',
  run: (options) =>
    withLoopbackAws(async (aws, folder) =>
      measure(await bundles(folder, options.base), options, aws, folder),
    ),
};

async function bundles(folder: string, base: string | undefined): Promise<readonly NamedFile[]> {
  const verifier = (root: string) => join(root, 'dist', 'lambda', 'verify', 'index.js');
  return [
    ['a function that does nothing', await bundleAnchor('nothing', folder)],
    [anchor, await bundleAnchor('sqs-only', folder)],
    ['SQS only, with our credentials', await bundleAnchor('sqs-only', folder, { hasShortCredentials: true })],
    ['SQS, secret, HMAC and a log line', await bundleAnchor('sqs-and-secret', folder)],
    [ours, verifier(projectRoot)],
    ...(base ? [['ours (before)', verifier(base)] as const] : []),
  ];
}

async function measure(
  files: readonly NamedFile[],
  { isQuick }: BenchOptions,
  aws: LoopbackAws,
  folder: string,
): Promise<BenchResult> {
  const event = genuineRequest(5 * 1024);
  const answerOnce = async (file: string, wrapper: readonly string[] = [], more: NodeJS.ProcessEnv = {}) => {
    const { run, stop } = await startFunction(file, {
      env: { ...stageEnvironment(aws.url), ...more },
      wrapper,
    });
    const { cpuMsSinceStart } = await run(event, 1);
    await stop();
    return cpuMsSinceStart;
  };
  const times = await interleave(
    files.map(([name, file]) => ({ name, sample: () => answerOnce(file) })),
    isQuick ? 2 : 15,
  );
  const cpu = { title: 'CPU time', unit: 'CPU ms', anchor, samples: times };
  const instructions =
    isQuick || !hasValgrind()
      ? undefined
      : await countInstructions(files, answerOnce, join(folder, 'callgrind'));
  return {
    tables: instructions ? [cpu, instructions] : [cpu],
    goals: [goal('CPU time', cpu), goal('instructions', instructions)],
  };
}

const hasValgrind = () => spawnSync('valgrind', ['--version']).status === 0;

async function countInstructions(
  files: readonly NamedFile[],
  answerOnce: (file: string, wrapper: readonly string[], more: NodeJS.ProcessEnv) => Promise<number>,
  counts: string,
): Promise<ResultTable> {
  const samples = new Map<string, number[]>();
  for (const [name, file] of files) {
    const wrapper = ['valgrind', '--tool=callgrind', `--callgrind-out-file=${counts}`];
    await answerOnce(file, wrapper, { BENCH_SLOWER: '100' });
    const total = /^(?:summary|totals): (\d+)/m.exec(await readFile(counts, 'utf8'))?.[1];
    samples.set(name, [Number(total) / 1_000_000]);
  }
  return { title: 'instructions', unit: 'millions', anchor, samples };
}

function goal(what: string, table: ResultTable | undefined) {
  const measured = table && ratio(table, ours);
  return {
    what: `${what}: at most ${limit} × a function that only calls SQS`,
    measured: measured === undefined ? 'no valgrind, or quick' : `${measured.toFixed(2)} ×`,
    isMet: measured === undefined ? undefined : measured <= limit,
  };
}
