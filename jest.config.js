/** @type {import('jest').Config} */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  restoreMocks: true,
};

// Time-outs only end a test that hangs: no test of a project may depend on how busy the machine is.
module.exports = {
  ...base,
  reporters: ['default', '<rootDir>/scripts/honest-reporter.cjs'],
  projects: [
    {
      ...base,
      displayName: 'unit',
      testTimeout: 300_000,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/(package|local-aws)/'],
      globalSetup: '<rootDir>/test/lib/global-setup.ts',
    },
    {
      ...base,
      displayName: 'package',
      testTimeout: 300_000,
      testMatch: ['<rootDir>/test/package/**/*.test.ts'],
      globalSetup: '<rootDir>/test/package/global-setup.ts',
    },
    {
      ...base,
      displayName: 'local-aws',
      testTimeout: 900_000,
      testMatch: ['<rootDir>/test/local-aws/**/*.test.ts'],
      globalSetup: '<rootDir>/test/local-aws/global-setup.ts',
    },
  ],
};
