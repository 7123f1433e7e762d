// Measures the first request of a new verifier on a quarter of a core: what a provider waits for after Lambda's init.
//
//   npm run bundle
//   node scripts/on-node-24.mjs node bench/first-request.mjs [rounds] [a folder with another build of dist/lambda/verify]…
//
// Each run is a new process on one core. It loads the function alone there, because Lambda gives init a full core. Then three
// processes that only count take their turns on the same core, and the request comes. Loopback TLS stands for AWS, on another core.
// "spooled" is a body that is too large for the queue. Rounds are interleaved, medians are compared.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loopbackAws, verifierEnvironment } from './first-request/loopback-aws.mjs';
import { messageOf } from './first-request/message-of.mjs';

const [rounds = '15', ...others] = process.argv.slice(2);
const folders = [resolve('dist/lambda/verify'), ...others.map((folder) => resolve(folder))];
const program = join(dirname(fileURLToPath(import.meta.url)), 'first-request', 'verifier-process.mjs');
const spinners = 3;

const work = mkdtempSync(join(tmpdir(), 'first-request-'));
const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(work, name));
// prettier-ignore
execFileSync('openssl', [
  'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1',
  '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert,
], { stdio: 'ignore' });

const aws = await loopbackAws({ key: readFileSync(key), cert: readFileSync(cert) });
execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', '1', String(process.pid)], {
  stdio: 'ignore',
});

const busy = Array.from({ length: spinners }, () =>
  spawn('taskset', ['--cpu-list', '0', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
);
const signalAll = (signal) => busy.forEach((one) => one.kill(signal));
const subjects = folders.flatMap((folder) => ['queued', 'spooled'].map((way) => ({ folder, way, runs: [] })));
try {
  for (let round = 0; round < Number(rounds); round++) {
    for (const subject of subjects) subject.runs.push(await firstRequest(subject));
  }
} finally {
  signalAll('SIGKILL');
  aws.close();
  rmSync(work, { recursive: true });
}

console.log(`medians (quartiles) of ${rounds} first requests beside ${spinners} busy processes on one core`);
for (const { folder, way, runs } of subjects) {
  console.log(`${folder}, ${way}`);
  for (const what of ['loadMs', 'requestMs', 'requestCpuMs']) {
    console.log(`  ${what.padEnd(12)} ${spread(runs.map((run) => run[what]))}`);
  }
}

/** Starts a verifier, waits until it is loaded, and returns the times of its first request. */
async function firstRequest({ folder, way }) {
  signalAll('SIGSTOP');
  const child = spawn('taskset', ['--cpu-list', '0', process.execPath, program, folder, way], {
    env: { ...verifierEnvironment(aws.url), NODE_EXTRA_CA_CERTS: cert },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const { loadMs } = await messageOf(child);
  signalAll('SIGCONT');
  child.send('request');
  const times = await messageOf(child);
  child.kill();
  await once(child, 'exit');
  if (times.statusCode !== 200) throw new Error(`the first request got ${times.statusCode} from ${folder}`);
  return { loadMs, ...times };
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) =>
    sorted[Math.floor(sorted.length * part)].toFixed(0),
  );
  return `${middle} (${low}-${high})`;
}
