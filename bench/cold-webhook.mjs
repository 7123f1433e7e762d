// Compares a cold verifier with a cold handler that only calls SQS, from the start of the process to the answer of the first
// webhook: in CPU time, and in instructions if valgrind is there.
//
//   npm run bundle
//   node scripts/on-node-24.mjs node bench/cold-webhook.mjs [rounds] [a folder with another build of dist/lambda/verify]…
//
// Each run is a new process, and loopback HTTP stands for AWS. Rounds are interleaved, medians are compared. The anchor is bundled
// with the flags of the verifier, but with the credentials of the SDK.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { assetFiles } from '../scripts/bundle.mjs';
import { loopbackAws, verifierEnvironment } from './first-request/loopback-aws.mjs';
import { messageOf } from './first-request/message-of.mjs';

const [rounds = '15', ...others] = process.argv.slice(2);
const here = join(dirname(fileURLToPath(import.meta.url)), 'first-request');
const program = join(here, 'verifier-process.mjs');
const work = mkdtempSync(join(tmpdir(), 'cold-webhook-'));
const counts = join(work, 'callgrind.out');

await build({
  ...assetFiles('verify')['index.js'],
  alias: {},
  entryPoints: [join(here, 'sqs-only.mjs')],
  // The SDK's credentials call require, which a module does not have.
  format: 'cjs',
  outfile: join(work, 'index.js'),
  write: true,
});
writeFileSync(join(work, 'package.json'), '{ "type": "commonjs" }');

const aws = await loopbackAws();
const subjects = [work, resolve('dist/lambda/verify'), ...others.map((folder) => resolve(folder))].map(
  (folder) => ({
    folder,
    cpuMs: [],
  }),
);
try {
  for (let round = 0; round < Number(rounds); round++) {
    for (const { folder, cpuMs } of subjects)
      cpuMs.push(await run(process.execPath, [program, folder, 'queued']));
  }
  if (spawnSync('valgrind', ['--version']).status === 0) {
    for (const subject of subjects) subject.instructions = await countInstructions(subject.folder);
  }
} finally {
  aws.close();
  rmSync(work, { recursive: true });
}

const [anchor, ...verifiers] = subjects.map(({ folder, cpuMs, instructions }) => ({
  folder,
  cpuMs: cpuMs.toSorted((a, b) => a - b)[Math.floor(cpuMs.length / 2)],
  instructions,
}));
const millions = (count) => (count === undefined ? 'not counted' : `${(count / 1e6).toFixed(0)} M`);
console.log(
  `SQS only: ${anchor.cpuMs.toFixed(0)} ms of CPU (median of ${rounds}), instructions ${millions(anchor.instructions)}`,
);
for (const { folder, cpuMs, instructions } of verifiers) {
  const ratio = (value, base) => (value === undefined ? '' : ` = ${(value / base).toFixed(2)} x`);
  console.log(
    `${folder}: ${cpuMs.toFixed(0)} ms${ratio(cpuMs, anchor.cpuMs)}, ` +
      `instructions ${millions(instructions)}${ratio(instructions, anchor.instructions)}`,
  );
}

/** Runs a cold webhook in a process of its own. Returns the CPU milliseconds from its start. */
async function run(command, args, more = {}) {
  const child = spawn(command, args, {
    env: { ...verifierEnvironment(aws.url), ...more },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await messageOf(child);
  child.send('request');
  const { statusCode, wholeCpuMs } = await messageOf(child);
  if (statusCode !== 200) throw new Error(`the webhook got ${statusCode}`);
  child.disconnect();
  await new Promise((done) => child.once('exit', done));
  return wholeCpuMs;
}

/** Counts the instructions of a run. Two runs differ by less than 0.5 %. */
async function countInstructions(folder) {
  const valgrind = ['--tool=callgrind', `--callgrind-out-file=${counts}`, process.execPath];
  await run('valgrind', [...valgrind, program, folder, 'queued'], { BENCH_SLOWER: '100' });
  return Number(/^(?:summary|totals): (\d+)/m.exec(readFileSync(counts, 'utf8'))[1]);
}
