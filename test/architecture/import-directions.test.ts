import { rulesBroken, type LintCase } from './rules-broken';

const forbidden: readonly LintCase[] = [
  { why: 'lib imports lambda', file: 'lib/x.ts', code: "import '../lambda/kit/hash';" },
  { why: 'lambda imports lib', file: 'lambda/kit/x.ts', code: "import '../../lib/index';" },
  { why: 'lib imports events', file: 'lib/x.ts', code: "import '../events/checks';" },
  { why: 'lambda imports events', file: 'lambda/kit/x.ts', code: "import '../../events/checks';" },
  { why: 'events import lib', file: 'events/x.ts', code: "import '../lib/index';" },
  { why: 'events import the kit', file: 'events/x.ts', code: "import '../lambda/kit/hash';" },
  { why: 'contracts import the kit', file: 'lambda/contracts/x.ts', code: "import '../kit/hash';" },
  { why: 'the kit imports aws', file: 'lambda/kit/x.ts', code: "import '../aws/event-bus';" },
  { why: 'the kit imports a provider', file: 'lambda/kit/x.ts', code: "import '../providers/provider';" },
  { why: 'the kit imports proof', file: 'lambda/kit/x.ts', code: "import '../proof/verdict';" },
  { why: 'proof imports aws', file: 'lambda/proof/x.ts', code: "import '../aws/event-bus';" },
  {
    why: 'proof imports the HTTP client for providers',
    file: 'lambda/proof/x.ts',
    code: "import '../provider-http/host-rule';",
  },
  {
    why: 'the HTTP client for providers imports proof',
    file: 'lambda/provider-http/x.ts',
    code: "import '../proof/verdict';",
  },
  {
    why: 'the HTTP client for providers imports a provider',
    file: 'lambda/provider-http/x.ts',
    code: "import '../providers/provider';",
  },
  {
    why: 'the HTTP client for providers imports a package',
    file: 'lambda/provider-http/x.ts',
    code: "import '@aws-sdk/client-s3';",
  },
  { why: 'aws imports proof', file: 'lambda/aws/x.ts', code: "import '../proof/verdict';" },
  {
    why: 'a provider imports aws',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../../aws/event-bus';",
  },
  {
    why: 'a provider imports another provider',
    file: 'lambda/providers/other/x.ts',
    code: "import '../iinked-sign/verify';",
  },
  {
    why: 'what providers share imports a provider',
    file: 'lambda/providers/support/x.ts',
    code: "import '../iinked-sign/verify';",
  },
  {
    why: 'a provider imports a stage',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../../verify/env';",
  },
  { why: 'aws imports a provider', file: 'lambda/aws/x.ts', code: "import '../providers/provider';" },
  { why: 'a stage imports a stage', file: 'lambda/verify/x.ts', code: "import '../publish/env';" },
  { why: 'a stage imports the SDK', file: 'lambda/verify/x.ts', code: "import '@aws-sdk/client-s3';" },
  {
    why: 'a provider imports the SDK',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '@aws-sdk/client-s3';",
  },
  {
    why: 'the kit imports a package',
    file: 'lambda/kit/x.ts',
    code: "import '@aws-lambda-powertools/logger';",
  },
  { why: 'bin imports lambda', file: 'bin/x.ts', code: "import '../lambda/kit/hash';" },
  { why: 'the command line imports lib', file: 'cli/x.ts', code: "import '../lib/index';" },
  { why: 'the command line imports a stage', file: 'cli/x.ts', code: "import '../lambda/verify/env';" },
  {
    why: 'the command line imports what is for functions',
    file: 'cli/x.ts',
    code: "import '../lambda/aws/event-bus';",
  },
  {
    why: 'the command line imports the SDK outside of its shell',
    file: 'cli/x.ts',
    code: "import '@aws-sdk/client-secrets-manager';",
  },
  { why: 'a command imports AWS', file: 'cli/commands/x.ts', code: "import '../aws/secrets';" },
  { why: 'the terminal imports a command', file: 'cli/terminal/x.ts', code: "import '../commands/revoke';" },
  { why: 'lib imports the command line', file: 'lib/x.ts', code: "import '../cli/commands/addresses';" },
  {
    why: 'lambda imports the command line',
    file: 'lambda/kit/x.ts',
    code: "import '../../cli/commands/addresses';",
  },
  { why: 'bin imports the command line', file: 'bin/x.ts', code: "import '../cli/commands/addresses';" },
  { why: 'a test is focused', file: 'test/x.test.ts', code: "it.only('runs alone', () => {});" },
  { why: 'a test is skipped', file: 'test/x.test.ts', code: "describe.skip('rests', () => {});" },
  { why: 'a test is a todo', file: 'test/x.test.ts', code: "it.todo('comes later');" },
];

const allowed: readonly LintCase[] = [
  {
    why: 'a stage imports a provider registry',
    file: 'lambda/verify/x.ts',
    code: "import '../providers/index';",
  },
  { why: 'a stage imports aws', file: 'lambda/publish/x.ts', code: "import '../aws/event-bus';" },
  {
    why: 'a provider imports its interface',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../provider';",
  },
  {
    why: 'a provider imports what providers share',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../support/checked-id';",
  },
  {
    why: 'a provider imports the kit',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../../kit/hash';",
  },
  {
    why: 'a provider imports proof and the HTTP client for providers',
    file: 'lambda/providers/iinked-sign/x.ts',
    code: "import '../../proof/verdict'; import '../../provider-http/host-rule';",
  },
  {
    why: 'proof imports the kit and contracts',
    file: 'lambda/proof/x.ts',
    code: "import '../kit/hash'; import '../contracts/ids';",
  },
  {
    why: 'the HTTP client for providers imports the kit and contracts',
    file: 'lambda/provider-http/x.ts',
    code: "import '../kit/json'; import '../contracts/failure-reason';",
  },
  { why: 'the kit imports contracts', file: 'lambda/kit/x.ts', code: "import '../contracts/ids';" },
  { why: 'the kit imports zod', file: 'lambda/kit/x.ts', code: "import 'zod'; import 'node:crypto';" },
  {
    why: 'the command line imports the registry of guides',
    file: 'cli/x.ts',
    code: "import '../lambda/providers/registration-guides';",
  },
  {
    why: "the command line's shell imports the SDK",
    file: 'cli/aws/x.ts',
    code: "import '@aws-sdk/client-secrets-manager';",
  },
  { why: 'aws imports the SDK', file: 'lambda/aws/x.ts', code: "import '@aws-sdk/client-s3';" },
];

describe('The import directions', () => {
  const outcomes = rulesBroken([...forbidden, ...allowed]);

  it.each(forbidden.map((example, index) => ({ ...example, broken: outcomes[index] })))(
    'are broken where $why',
    ({ broken }) => {
      expect(broken).toHaveLength(1);
    },
  );

  it.each(allowed.map((example, index) => ({ ...example, broken: outcomes[forbidden.length + index] })))(
    'are kept where $why',
    ({ broken }) => {
      expect(broken).toEqual([]);
    },
  );
});
