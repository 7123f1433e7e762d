// Fails a whole run if a test did not run: a skipped, focused or todo test, or a test file that jest did not visit.
const { globSync } = require('node:fs');
const path = require('node:path');

module.exports = class HonestReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
    // Only `npm test` sets this. A subset (`jest some/path`, `--selectProjects`, `-t`) is not checked.
    this.whole = process.env.ESIGN_WHOLE_RUN === '1';
  }

  onRunComplete(_contexts, results) {
    if (!this.whole) return;
    const visited = new Set(results.testResults.map(({ testFilePath }) => testFilePath));
    const missed = globSync('test/**/*.test.ts', { cwd: this.rootDir })
      .map((file) => path.join(this.rootDir, file))
      .filter((file) => !visited.has(file));
    const notRun = results.testResults.flatMap(({ testFilePath, testResults }) =>
      testResults
        .filter(({ status }) => !['passed', 'failed'].includes(status))
        .map(
          ({ fullName, status }) => `${status}: ${path.relative(this.rootDir, testFilePath)}: ${fullName}`,
        ),
    );
    this.problems = [...missed.map((file) => `did not run: ${path.relative(this.rootDir, file)}`), ...notRun];
    for (const problem of this.problems) console.error(`Not honest: ${problem}`);
  }

  getLastError() {
    if (this.problems?.length) return new Error(`${this.problems.length} tests or test files did not run`);
  }
};
