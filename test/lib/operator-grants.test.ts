import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksOperatorGrants } from '../../lib';
import { resolveTokens, shorten } from './synth';

type Command = Exclude<keyof EsignWebhooksOperatorGrants, '_on'>;

/** The heading of each command in the page. */
const commands: readonly (readonly [heading: string, command: Command])[] = [
  ['## addresses', 'addresses'],
  ['## set-secret', 'setSecret'],
  ['## doctor', 'doctor'],
  ['## register', 'register'],
  ['## unregister', 'unregister'],
  ['## dead-letters', 'deadLetters'],
  ['### dead-letters --drop', 'dropDeadLetters'],
  ['## redrive', 'redrive'],
  ['## archive', 'archive'],
  ['## reconcile', 'reconcile'],
  ['## listen', 'listen'],
  ['## replay', 'replay'],
  ['### replay --to-bus', 'replayToBus'],
  ['## get', 'get'],
  ['## find', 'find'],
  ['## rotate', 'rotate'],
  ['## revoke', 'revoke'],
  ['## trigger', 'trigger'],
];

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'commands.md'), 'utf8');
const sections = page.split(/^(?=##)/m);

/** Returns the actions in the permission table of a command; those of the command above, if the table says so. */
function documentedActions(heading: string): string[] {
  const section = sections.find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const table = /\n\| permission[^]*?\n\n/.exec(section)?.[0] ?? '';
  const actions = [...table.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action!);
  if (!table.includes('those above')) return actions;
  const above = heading.replace(/^#(.*) --.*$/, '$1');
  return [...documentedActions(above), ...actions];
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Returns the statements of a grantee's policy. */
function statementsOf(
  grant: (grants: EsignWebhooksOperatorGrants, grantee: iam.IGrantable) => unknown,
  encrypted = false,
): { readonly actions: string[]; readonly resources: string[]; readonly condition?: unknown }[] {
  const stack = new Stack(new App(), 'Test');
  const signing = new EsignWebhooks(stack, 'Signing', {
    providers: [
      EsignProvider.documenso(),
      EsignProvider.signPlus({ archive: false }),
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US }),
    ],
    encryptionKey: encrypted ? new kms.Key(stack, 'Key') : undefined,
  });
  const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  grant(signing.operatorGrants, operator);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const [, policy] = Object.entries(policies).find(([id]) => id.startsWith('Operator'))!;
  const { Statement } = (policy as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties
    .PolicyDocument;
  return Statement.map(({ Action, Resource, Condition: condition }) => ({
    actions: [Action].flat(),
    resources: [resolveTokens(Resource)].flat().map((resource) => String(resource)),
    ...(condition !== undefined && { condition }),
  }));
}

const actionsOf = (statements: ReturnType<typeof statementsOf>) =>
  [...new Set(statements.flatMap(({ actions }) => actions))].sort();

test('each command with permissions has a grant, and each grant a command', () => {
  const documented = sections
    .filter((section) => section.includes('\n| permission'))
    .map((section) => section.split('\n')[0]!);

  expect(commands.map(([heading]) => heading)).toEqual(documented);
});

describe('a grant has just the actions of the page, and DescribeStacks:', () => {
  it.each(commands)('%s', (heading, command) => {
    const statements = statementsOf((grants, grantee) => grants[command](grantee));

    expect(actionsOf(statements)).toEqual(
      [...new Set([...documentedActions(heading), 'cloudformation:DescribeStacks'])].sort(),
    );
    for (const { actions, resources } of statements) {
      // No resource can be named for the quota of the account, and AWS knows none for the list of rules.
      if (['lambda:GetAccountSettings', 'events:ListRules'].includes(actions.join())) continue;
      // Only the id of the stack, of a secret's version of the name, and of a listener are not known.
      for (const resource of resources) expect(resource).not.toMatch(/\*(?!$)|^\*$/);
    }
  });
});

test('with an encryption key a grant has its use', () => {
  const statements = statementsOf((grants, grantee) => grants.addresses(grantee), true);

  expect(statements).toContainEqual({
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: [expect.stringMatching(/^<Key.*\.Arn>$/)],
  });
});

test('a grant for one endpoint has only its resources', () => {
  const resources = statementsOf((grants, grantee) => {
    grants.archive(grantee, 'documenso');
    grants.rotate(grantee, 'sign-plus');
  }).flatMap((statement) => statement.resources);

  expect(resources.filter((resource) => resource.includes('Secret')).map(shorten)).toEqual([
    expect.stringContaining('SignPlusEndpointWebhookSecret'),
  ]);
  expect(resources.filter((resource) => resource.includes('Intake'))).toEqual([]);
});

test('the grants of get and find for one endpoint reach its objects only', () => {
  const statements = statementsOf((grants, grantee) => {
    grants.get(grantee, 'documenso');
    grants.find(grantee, 'documenso');
  });

  const lists = statements.filter(({ actions }) => actions.includes('s3:ListBucketVersions'));
  const prefixes = lists.map(({ condition }) => condition);
  const folders = ['documents', 'webhooks', 'reconciliation', 'test'].map((one) => `${one}/documenso/*`);
  expect(prefixes).toEqual([
    { StringLike: { 's3:prefix': folders } },
    { StringLike: { 's3:prefix': ['documenso/*'] } },
    { StringLike: { 's3:prefix': ['documents/documenso/*'] } },
  ]);
  const read = statements.filter(({ actions }) => actions.includes('s3:GetObjectVersion'));
  const objects = read.flatMap(({ resources }) =>
    resources.map((resource) => /(?<=\.Arn>).*/.exec(resource)?.[0]),
  );
  expect(objects).toEqual([...folders.map((folder) => `/${folder}`), '/documenso/*']);
  expect(statements.flatMap(({ resources }) => resources).filter((one) => /SignPlus/.test(one))).toEqual([]);
});

test('the grant of reconcile reaches one queue and two logs', () => {
  const resources = statementsOf((grants, grantee) => grants.reconcile(grantee)).flatMap(
    (statement) => statement.resources,
  );

  expect(resources.slice(1).map(shorten)).toEqual([
    expect.stringMatching(/^<ReconciliationPassQueue\w*\.Arn>$/),
    expect.stringMatching(/^<ReconciliationReconciler\w*\.Arn>$/),
    expect.stringMatching(/^<Archiver\w*\.Arn>$/),
  ]);
});

test.each<[string, RegExp, (grants: EsignWebhooksOperatorGrants, grantee: iam.IGrantable) => unknown]>([
  ['an unknown endpoint', /no endpoint "nope"/, (grants, grantee) => grants.rotate(grantee, 'nope')],
  [
    'an endpoint that does not archive',
    /endpoint "sign-plus" does not archive/,
    (grants, grantee) => grants.archive(grantee, 'sign-plus'),
  ],
  [
    'an endpoint that only a person can register',
    /endpoint "documenso" does not archive, or its provider has no API that registers webhooks, so the command register has/,
    (grants, grantee) => grants.register(grantee, 'documenso'),
  ],
  [
    'an endpoint without an API key to unregister it',
    /endpoint "sign-plus" does not archive, or its provider/,
    (grants, grantee) => grants.unregister(grantee, 'sign-plus'),
  ],
])('a grant for %s is an error', (_, message, grant) => {
  expect(() => statementsOf(grant)).toThrow(message);
});
