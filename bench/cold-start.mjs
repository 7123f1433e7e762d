// Measures how long the Lambda assets take to load, as a ratio to an empty module: our part of a cold start. Not the verifier:
// it reads its secret while it loads, so `bench/cold-webhook.mjs` measures it.
//
//   node scripts/on-node-24.mjs node bench/cold-start.mjs [rounds]
//
// Each load is a new process with a function's environment and no network. Rounds are interleaved, and medians are compared.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const rounds = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'cold-start-'));
const empty = join(folder, 'empty.js');
writeFileSync(empty, 'exports.handler = async () => undefined;');

const url = 'https://sqs.eu-central-1.amazonaws.com/000000000000/queue';
const env = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'key',
  AWS_SECRET_ACCESS_KEY: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Bench',
  PROVIDER: 'iinked-sign',
  ENDPOINT: 'iinked-sign',
  INTAKE_QUEUE_URL: url,
  SPOOL_BUCKET: 'spool',
  ARCHIVE_BUCKET: 'archive',
  CLAIMS_BUCKET: 'claims',
  RECONCILE_QUEUE_URL: url,
  SETTINGS_PARAMETER: 'settings',
  OWN_ROLE_ID: 'AROAEXAMPLE',
  LOOKBACK_DAYS: '30',
  EVENT_BUS: 'bus',
  SECRET_ID: 'secret',
  SECRET_GRACE_SECONDS: '86400',
  THROTTLE_RATE_PER_SECOND: '100',
  THROTTLE_BURST: '200',
  PROVIDER_OPTIONS: JSON.stringify({ registeredUrls: ['https://example.com/webhooks/iinked-sign'] }),
  DEPLOYED_ENDPOINTS: '0123456789abcdef0123 AROAEXAMPLE archive',
  ARCHIVE_QUEUE_URL: url,
  ARCHIVE_DEAD_LETTER_QUEUE_URL: url,
  API_KEY_SECRET_ID: 'secret',
  API_OPTIONS: JSON.stringify({
    apiUrl: 'https://sign.syngrafii.ca/api/v1',
    downloadHosts: ['sign.syngrafii.ca'],
  }),
};

const subjects = [
  ['empty', empty],
  ...['publish', 'archive', 'reconcile'].map((stage) => [stage, join('dist', 'lambda', stage, 'index.js')]),
];
const times = new Map(subjects.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, file] of subjects) times.get(name).push(loadTimeMs(file));
}
rmSync(folder, { recursive: true });

const floor = median(times.get('empty'));
console.log(`median of ${rounds} loads; an empty module: ${floor.toFixed(1)} ms`);
for (const [name, file] of subjects.slice(1)) {
  const ms = median(times.get(name));
  const kib = statSync(file).size / 1024;
  console.log(
    `${name.padEnd(8)} ${ms.toFixed(1)} ms = ${(ms / floor).toFixed(2)} x empty, ${kib.toFixed(0)} KiB`,
  );
}

/** Returns the time from the start of the process until the handler is loaded. */
function loadTimeMs(file) {
  const script = `require(process.argv[1]); process.stdout.write(String(performance.now()))`;
  return Number(execFileSync('node', ['-e', script, resolve(file)], { env }));
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
