// Runs all checks of `npm test`: Lambda assets, entry points, types, lint, unused code, formatting, the jsii build, the README's
// samples, all tests.
// Ends with `N passed, N failed`: the counts of jest, plus one failure for each failed check.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { buffer } from 'node:stream/consumers';

const report = 'reports/jest.json';

/** One more than the processors, because the deployed tests mostly wait. */
const workers = availableParallelism() + 1;

/** The checks of one row wait for the row before them. A row has lists that run beside each other, each one in order. */
const checks = [
  [
    [
      ['bundles', 'bundle'],
      ['entry points', 'entries'],
    ],
  ],
  [
    [
      ['jsii', 'compile'],
      ['samples', 'samples'],
      ['formatting', 'format:check'],
      ['unused code', 'unused'],
    ],
    [
      ['lint', 'lint'],
      ['types', 'types'],
    ],
  ],
];

const failedChecks = [];
for (const row of checks) await Promise.all(row.map(runInOrder));
const tests = runTests();

if (failedChecks.length > 0) console.error(`\nFailed checks: ${failedChecks.join(', ')}`);
const failed = tests.failed + failedChecks.length;
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exit(failed > 0 || !tests.honest ? 1 : 0);

async function runInOrder(list) {
  for (const [name, script] of list) if (!(await passes(name, script))) failedChecks.push(name);
}

/** Runs a script of package.json. Prints its output at its end, so that two scripts do not mix theirs. */
async function passes(name, script) {
  const started = performance.now();
  const check = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => check.once('close', resolve).once('error', resolve));
  const [out, error] = await Promise.all([buffer(check.stdout), buffer(check.stderr)]);
  const isPassed = (await ended) === 0;
  process.stdout.write(out);
  process.stderr.write(error);
  console.log(
    `${isPassed ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  return isPassed;
}

/** Runs jest. The run fails without a report, without any test, or if `honest-reporter` finds a test that did not run. */
function runTests() {
  rmSync(report, { force: true });
  mkdirSync('reports', { recursive: true });
  const { status } = spawnSync(
    'jest',
    ['--json', `--outputFile=${report}`, `--maxWorkers=${workers}`, ...process.argv.slice(2)],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ESIGN_WHOLE_RUN: '1' },
    },
  );
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: failed || Number(status !== 0), honest: numPassedTests > 0 };
  } catch (error) {
    console.error(`jest left no report: ${error.message}`);
    return { passed: 0, failed: 1, honest: false };
  }
}
