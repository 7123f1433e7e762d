// Mutation testing, `npm run test:mutation`: changes the most important code in a thousand small ways, and a test must fail
// for each change. If a changed program behaves the same, no test can fail. Then a comment beside the code says why.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'lambda/{kit,proof,provider-http}/**/*.ts',
    'lambda/pdf/whole-pdf.ts',
    'lambda/providers/*/verify.ts',
  ],
  testRunner: 'jest',
  jest: { configFile: 'jest.mutation.config.js' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Ends a mutant that runs forever. It is long, so that a busy machine does not count as a failed test.
  timeoutMS: 15_000,
  thresholds: { high: 100, low: 98, break: 98 },
  reporters: ['progress', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false, skipFull: true },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  // A copy of the project among what jest and lint look through would be a second project.
  tempDirName: join(tmpdir(), 'esign-mutation'),
  cleanTempDir: 'always',
  ignorePatterns: ['**', '!lambda/**', '!test/**', '!package.json', '!tsconfig.json', '!jest*.js'],
  tsconfigFile: 'tsconfig.json',
};
