// Runs all checks of `npm test`: Lambda assets, types, lint, unused code, formatting, the jsii build, the README's samples, all tests.
// Ends with `N passed, N failed`: the counts of jest, plus one failure for each failed check.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const report = 'reports/jest.json';

/** At least two, because the deployed tests mostly wait. Otherwise the default of jest: all processors except one. */
const workers = Math.max(2, availableParallelism() - 1);

const checks = [
  ['bundles', 'npm', ['run', '--silent', 'bundle']],
  ['types', 'npm', ['run', '--silent', 'types']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['unused code', 'npm', ['run', '--silent', 'unused']],
  ['formatting', 'npm', ['run', '--silent', 'format:check']],
  ['jsii', 'npm', ['run', '--silent', 'compile']],
  ['samples', 'npm', ['run', '--silent', 'samples']],
];

const failedChecks = checks.filter(([name, ...command]) => !passes(name, ...command)).map(([name]) => name);
const tests = runTests();

if (failedChecks.length > 0) console.error(`\nFailed checks: ${failedChecks.join(', ')}`);
const failed = tests.failed + failedChecks.length;
console.log(`\n${tests.passed} passed, ${failed} failed`);
process.exit(failed > 0 || !tests.honest ? 1 : 0);

function passes(name, command, args) {
  const started = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(
    `${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
  );
  return status === 0;
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
