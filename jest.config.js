// The CDK's own check of templates takes most of the time of each synth. test/local-aws/cfn-lint does it, strictly.
process.env.CDK_VALIDATION = 'false';

/** @type {import('jest').Config} */
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[tj]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // The bundle of the verifier imports this file by the name that it has in the asset.
  moduleNameMapper: { '^\\./s3-spool\\.js$': '<rootDir>/lambda/verify/s3-spool.ts' },
  restoreMocks: true,
};

module.exports = {
  ...base,
  // Only ends a test that hangs: no test may depend on how busy the machine is. (Jest ignores it inside of `projects`.)
  testTimeout: 600_000,
  reporters: ['default', '<rootDir>/scripts/honest-reporter.cjs'],
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/(package|python-events|local-aws)/'],
      globalSetup: '<rootDir>/test/lib/global-setup.ts',
    },
    {
      ...base,
      displayName: 'package',
      testMatch: ['<rootDir>/test/package/**/*.test.ts'],
      globalSetup: '<rootDir>/test/package/global-setup.ts',
    },
    {
      ...base,
      displayName: 'python-events',
      testMatch: ['<rootDir>/test/python-events/**/*.test.ts'],
    },
    {
      ...base,
      displayName: 'local-aws',
      testMatch: ['<rootDir>/test/local-aws/**/*.test.ts'],
      globalSetup: '<rootDir>/test/local-aws/global-setup.ts',
    },
  ],
};
