/** The long fuzz: `npm run test:fuzz -- --requests 100000 --seed 1`. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderReport } from './fuzz-report';
import { runFuzz } from './run-fuzz';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    bundle: {
      type: 'string',
      default: join(__dirname, '..', '..', 'dist', 'lambda', 'verify', 'index.js'),
    },
  },
});

async function main(): Promise<void> {
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  process.stdout.write(`fuzzing with ${requests} requests, seed ${seed}\n`);
  const report = await runFuzz({ requests, seed, bundle: values.bundle });
  process.stdout.write(`${renderReport(report)}\n`);
  if (report.violations.length === 0) return;
  process.stdout.write(`again: npm run test:fuzz -- --requests ${requests} --seed ${seed}\n`);
  process.exitCode = 1;
}

void main();
