/**
 * Runs the long fuzz: `npm run test:fuzz -- --requests 100000 --seed 1`. With `--planted` it runs for verifiers with
 * planted faults, with at most so many requests each.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findPlantedFaults } from './find-planted-faults';
import { renderReport } from './fuzz-report';
import { plantedFaults } from './planted-faults';
import { runFuzz } from './run-fuzz';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    planted: { type: 'boolean', default: false },
    bundle: { type: 'string' },
  },
});

/** Builds the verifier from its current sources. */
function buildVerifier(): string {
  const root = join(__dirname, '..', '..');
  execFileSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], { stdio: 'ignore' });
  return join(root, 'dist', 'lambda', 'verify', 'index.js');
}

async function main(): Promise<void> {
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  process.stdout.write(`fuzzing with ${requests} requests, seed ${seed}\n`);
  const report = await runFuzz({ requests, seed, bundle: values.bundle ?? buildVerifier() });
  process.stdout.write(`${renderReport(report)}\n`);
  if (report.violations.length + report.unchecked === 0) return;
  process.stdout.write(`again: npm run test:fuzz -- --requests ${requests} --seed ${seed}\n`);
  process.exitCode = 1;
}

async function findPlanted(): Promise<void> {
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  for (const name of Object.keys(plantedFaults)) {
    const [finding] = await findPlantedFaults([name], { requests, seed });
    const found = finding?.foundAt === undefined ? 'NOT FOUND' : `found at request ${finding.foundAt}`;
    process.stdout.write(`${name}: ${found}${finding?.what ? ` (${finding.what})` : ''}\n`);
    if (finding?.foundAt === undefined) process.exitCode = 1;
  }
}

void (values.planted ? findPlanted() : main());
