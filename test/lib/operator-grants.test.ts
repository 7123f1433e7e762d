import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EsignProvider, EsignWebhooks, type EsignWebhooksOperatorGrants } from '../../lib';
import { resolveTokens, shorten } from './synth';

type Command = Exclude<keyof EsignWebhooksOperatorGrants, '_on'>;

/** The heading of each command in the page. */
const commands: readonly (readonly [heading: string, command: Command])[] = [
  ['## addresses', 'addresses'],
  ['## set-secret', 'setSecret'],
  ['## dead-letters', 'deadLetters'],
  ['### dead-letters --drop', 'dropDeadLetters'],
  ['## redrive', 'redrive'],
  ['## archive', 'archive'],
  ['## reconcile', 'reconcile'],
  ['## listen', 'listen'],
  ['## replay', 'replay'],
  ['### replay --to-bus', 'replayToBus'],
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
}

/** Returns the statements of a grantee's policy. */
function statementsOf(
  grant: (grants: EsignWebhooksOperatorGrants, grantee: iam.IGrantable) => unknown,
  encrypted = false,
): { readonly actions: string[]; readonly resources: string[] }[] {
  const stack = new Stack(new App(), 'Test');
  const signing = new EsignWebhooks(stack, 'Signing', {
    providers: [EsignProvider.documenso(), EsignProvider.signPlus({ archive: false })],
    encryptionKey: encrypted ? new kms.Key(stack, 'Key') : undefined,
  });
  const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  grant(signing.operatorGrants, operator);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const [, policy] = Object.entries(policies).find(([id]) => id.startsWith('Operator'))!;
  const { Statement } = (policy as { Properties: { PolicyDocument: { Statement: Statement[] } } }).Properties
    .PolicyDocument;
  return Statement.map(({ Action, Resource }) => ({
    actions: [Action].flat(),
    resources: [resolveTokens(Resource)].flat().map((resource) => String(resource)),
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
      // AWS knows no resource for this action.
      if (actions.join() === 'events:ListRules') continue;
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
])('a grant for %s is an error', (_, message, grant) => {
  expect(() => statementsOf(grant)).toThrow(message);
});
