// What mutation testing runs: the unit tests of the files that it changes, and nothing that is built first.
const { transform, testEnvironment, restoreMocks } = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  transform,
  testEnvironment,
  restoreMocks,
  testMatch: [
    '<rootDir>/test/lambda/{kit,proof,provider-http}/**/*.test.ts',
    '<rootDir>/test/lambda/pdf/whole-pdf.property.test.ts',
    '<rootDir>/test/lambda/providers/**/verify*.test.ts',
  ],
  setupFiles: ['<rootDir>/test/lambda/fixed-seed.ts'],
};
