// Mutation testing, `npm run test:mutation`: changes the code that everything rests on in a thousand small ways, and
// wants a test to fail for each. Where one lives because it does the same, a comment beside the code says why.
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
  // What has no end is ended; what is slow, because the machine does something else as well, is not a mutant found.
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
