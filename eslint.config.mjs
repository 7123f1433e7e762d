// The house rules that a machine can hold: import directions (docs/architecture.md), sizes, types, doc comments.
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import jsdoc from 'eslint-plugin-jsdoc';
import tseslint from 'typescript-eslint';
import { zones } from './eslint/import-directions.mjs';
import plainWords from './eslint/plain-words.mjs';

const noSdk = {
  group: ['@aws-sdk/*', '@smithy/*'],
  message: 'SDK clients live in lambda/aws only.',
};

const noSdkInCli = {
  ...noSdk,
  message: "The command line's SDK clients and calls live in cli/aws.",
};

const zodOnly = {
  regex: '^(?!\\.|node:|zod(?:/mini)?$)',
  message: 'Contracts, kit, proof and provider-http stand on zod and Node alone.',
};

export default tseslint.config(
  { ignores: ['dist/', 'cdk.out/', 'coverage/', '.local-aws/', 'node_modules/', 'reports/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.mjs', '.js', '.json'] })],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-cycle': 'error',
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      complexity: ['error', 8],
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
    },
  },
  {
    plugins: { 'plain-words': plainWords },
    rules: { 'plain-words/names': 'error', 'plain-words/comments': 'error' },
  },
  {
    files: ['**/*.ts'],
    ignores: ['test/fixtures/**'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['lambda/**/*.ts'],
    ignores: ['lambda/aws/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noSdk] }] },
  },
  {
    files: ['cli/**/*.ts'],
    ignores: ['cli/aws/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noSdkInCli] }] },
  },
  {
    files: ['cli/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name="write"][object.property.name=/^(stdout|stderr)$/]',
          message: 'Print with cli/terminal/output.ts: it makes text of strangers harmless.',
        },
      ],
    },
  },
  {
    files: ['lambda/{contracts,kit,proof,provider-http}/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [zodOnly] }] },
  },
  {
    files: ['lambda/providers/*/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            noSdk,
            {
              regex: '^\\.\\./(?!\\.\\./|(?:provider|envelope-lister|webhook-registry)$|support/)',
              message: 'A provider never imports another one.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['lib/**/*.ts', 'lambda/**/*.ts', 'cli/**/*.ts'],
    plugins: { jsdoc },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, MethodDefinition: true, FunctionDeclaration: true },
          contexts: ['TSInterfaceDeclaration', 'TSEnumDeclaration'],
          checkConstructors: false,
        },
      ],
      'jsdoc/require-description': ['error', { contexts: ['any'] }],
      'jsdoc/check-tag-names': ['error', { definedTags: ['stability', 'jsii'] }],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { ClassDeclaration: true, MethodDefinition: true, FunctionDeclaration: true },
          contexts: [
            'TSInterfaceDeclaration',
            'TSInterfaceBody > TSPropertySignature',
            'PropertyDefinition[accessibility!="private"]',
            'TSEnumMember',
          ],
          checkConstructors: false,
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      // A describe block is one function: its length says nothing.
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'MemberExpression[property.name=/^(only|skip|todo|failing)$/][object.name=/^(it|test|describe)$/]',
          message: 'Every test runs.',
        },
        {
          selector: 'CallExpression[callee.name=/^(fit|xit|xtest|fdescribe|xdescribe)$/]',
          message: 'Every test runs.',
        },
      ],
    },
  },
  {
    files: ['bin/**', 'scripts/**', 'bench/**', 'demo/**', 'test/local-aws/**', 'test/package/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // `npm run schemas` writes these: they are as long as the contract is.
    files: ['events/signing-event.ts', 'events/event-checks.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: { sourceType: 'commonjs' },
  },
);
