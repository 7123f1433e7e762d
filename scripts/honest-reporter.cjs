// Fails a whole run in which something did not run: a skipped, focused or todo test, or a test file that jest did not visit.
const { globSync } = require('node:fs');
const path = require('node:path');

module.exports = class HonestReporter {
  constructor(globalConfig) {
    this.rootDir = globalConfig.rootDir;
    // A chosen subset (`jest some/path`, `--selectProjects`, `-t`) is a developer's inner loop, not a run that is counted.
    this.whole = process.env.ESIGN_WHOLE_RUN === '1';
  }

  onRunComplete(_contexts, results) {
    if (!this.whole) return;
    const visited = new Set(results.testResults.map(({ testFilePath }) => testFilePath));
    const missed = globSync('test/**/*.test.ts', { cwd: this.rootDir })
      .map((file) => path.join(this.rootDir, file))
      .filter((file) => !visited.has(file));
    const idle = results.testResults.flatMap(({ testFilePath, testResults }) =>
      testResults
        .filter(({ status }) => !['passed', 'failed'].includes(status))
        .map(
          ({ fullName, status }) => `${status}: ${path.relative(this.rootDir, testFilePath)}: ${fullName}`,
        ),
    );
    this.faults = [...missed.map((file) => `did not run: ${path.relative(this.rootDir, file)}`), ...idle];
    for (const fault of this.faults) console.error(`Not honest: ${fault}`);
  }

  getLastError() {
    if (this.faults?.length) return new Error(`${this.faults.length} tests or test files did not run`);
  }
};
