// Computes what a stack costs in a month without any webhook: `node bench/idle-cost.mjs`. It synthesizes the sample app with
// archiving endpoints of all four providers, counts the resources that AWS bills while they are idle, and multiplies by
// list prices. `docs/deploy.md` has the result.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Prices in US dollars in us-east-1, without free tiers.
 *
 * Source: a copy of AWS's pricing page for secrets, and pages of other companies for alarms (standard) and SQS (standard
 * queues), checked 2026-11-27. AWS's own pages for the last two were not checked.
 */
const prices = { secretMonth: 0.4, alarmMonth: 0.1, sqsRequest: 0.4 / 1_000_000 };

/**
 * The receives of an idle queue: Lambda polls it with five long polls of 20 seconds at the same time.
 *
 * Source: Lambda developer guide, "Configuring scaling behavior for SQS event source mappings": five batches at a time, and
 * no fewer with a maximum concurrency, which our mappings have. SQS quotas: a long poll takes at most 20 seconds. Both
 * checked 2026-11-27. It is an estimate: AWS does not say how often Lambda polls an idle queue.
 */
const receivesPerMonth = (5 * 30 * 24 * 60 * 60) / 20;

/** The sweep of the spool, every 15 minutes: a send, a delete, and one run of the publisher, which costs less than a cent. */
const sweepRequestsPerMonth = 2 * 4 * 24 * 30;

const providers = [
  { provider: 'iinked-sign', apiUrl: 'US' },
  { provider: 'sign-plus' },
  { provider: 'documenso' },
  { provider: 'kingsign', apiUrl: 'https://sign.example.com' },
];

console.log('endpoints  resources  outputs  secrets  alarms  empty receives  sum (US dollars a month)');
for (const count of [1, 12, 25]) console.log(rowOf(synthesize(count), count));

function rowOf({ Resources, Outputs }, count) {
  const types = Object.values(Resources).map(({ Type }) => Type);
  const number = (type) => types.filter((one) => one === type).length;
  const secrets = number('AWS::SecretsManager::Secret') * prices.secretMonth;
  const alarms = number('AWS::CloudWatch::Alarm') * prices.alarmMonth;
  const requests = number('AWS::Lambda::EventSourceMapping') * receivesPerMonth + sweepRequestsPerMonth;
  const receives = requests * prices.sqsRequest;
  const sums = [secrets, alarms, receives, secrets + alarms + receives].map((sum) => sum.toFixed(2));
  return [count, types.length, Object.keys(Outputs).length, ...sums].join('  ');
}

function synthesize(count) {
  const folder = mkdtempSync(join(tmpdir(), 'idle-cost-'));
  const endpoints = Array.from({ length: count }, (_, n) => ({
    ...providers[n % 4],
    endpoint: `endpoint-${n}`,
  }));
  const { status, stderr } = spawnSync('npx', ['--no-install', 'tsx', 'bin/app.ts'], {
    encoding: 'utf8',
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify({ esign: { endpoints } }) },
  });
  if (status !== 0) throw new Error(stderr);
  const template = JSON.parse(readFileSync(join(folder, 'EsignWebhooks.template.json'), 'utf8'));
  rmSync(folder, { recursive: true });
  return template;
}
