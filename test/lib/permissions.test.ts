import type { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, IinkedSignApi } from '../../lib';
import { pascalCase } from '../../lib/internal/construct-names';
import { allowed } from './allowed-permissions';
import { resourcesOf, resolveTokens, shorten, synth } from './synth';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

const words = (value: string | string[]) => [value].flat().sort().join(' ');

/** Returns the permissions of each role, in the form of the table's rows. */
function permissionsIn(template: Template): string[] {
  const policies = Object.values(resourcesOf(template)).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  return policies.flatMap(({ Properties }) => {
    const { PolicyDocument, Roles } = Properties as {
      PolicyDocument: { Statement: Statement[] };
      Roles: { Ref: string }[];
    };
    return PolicyDocument.Statement.map((statement) => {
      const { Sid, Effect, Action, Resource, Condition } = resolveTokens(statement) as Statement;
      expect([Effect, Condition]).toEqual(['Allow', undefined]);
      return [Roles.map(({ Ref }) => shorten(Ref)).join(), Sid, words(Action), words(Resource)].join(' | ');
    });
  });
}

test('functions have exactly the permissions of the table', () => {
  const { template } = synth();

  expect(permissionsIn(template).sort()).toEqual(allowed.map((row) => row.slice(0, 4).join(' | ')).sort());
});

test('no role has a managed or inline policy, and only Lambda may assume it', () => {
  const { template } = synth();

  const roles = Object.values(resourcesOf(template)).filter(({ Type }) => Type === 'AWS::IAM::Role');

  expect(roles).toHaveLength(4);
  for (const { Properties } of roles) {
    expect(Object.keys(Properties).sort()).toEqual(['AssumeRolePolicyDocument', 'Description']);
    expect(Properties.AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        { Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } },
      ],
    });
  }
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
});

test('a function depends on the policy of its role', () => {
  const { template } = synth();

  const functions = Object.values(resourcesOf(template)).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );

  for (const { DependsOn } of functions) {
    expect([DependsOn].flat().join()).toMatch(/RoleDefaultPolicy/);
  }
});

test('a verifier reads only the secret and writes only the spool prefix of its own endpoint', () => {
  const { template } = synth({
    providers: ['first', 'second'].map((endpoint) =>
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
    ),
  });

  const statements = Object.entries(resourcesOf(template))
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.includes('SecondEndpointVerifier'))
    .map(([, { Properties }]) => JSON.stringify(resolveTokens(Properties)));

  expect(statements).toHaveLength(1);
  expect(statements[0]).toContain('<SecondEndpointWebhookSecret>');
  expect(statements[0]).toContain('<SpoolBucket.Arn>/second/*');
  expect(statements[0]).not.toMatch(/FirstEndpoint|\/first\/|ApiKey/);
});

test('an archiver reaches only the queues, the API key and the documents of its own endpoint', () => {
  const { template } = synth({
    providers: ['first', 'second'].map((endpoint) =>
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
    ),
  });

  const policies = Object.entries(resourcesOf(template))
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.includes('SecondEndpointArchiver'))
    .map(([, { Properties }]) => JSON.stringify(resolveTokens(Properties)));

  expect(policies).toHaveLength(1);
  expect(policies[0]).toContain('<SecondEndpointArchiveJobsQueue.Arn>');
  expect(policies[0]).toContain('<SecondEndpointApiKeySecret>');
  expect(policies[0]).toContain('<ArchiveBucket.Arn>/documents/second/*');
  expect(policies[0]).not.toMatch(/FirstEndpoint|\/first\/|Arn>\/documents\/\*|test\/\*|WebhookSecret/);
});

test.each<[string, EsignProvider]>([
  ['sign-plus', EsignProvider.signPlus({})],
  ['documenso', EsignProvider.documenso({})],
  ['kingsign', EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' })],
])('an endpoint of %s has the same permissions on its own resources', (endpoint, provider) => {
  const { template } = synth({ providers: [provider] });
  const id = pascalCase(endpoint);
  const renamed = (text: string) => text.replaceAll('IinkedSign', id).replaceAll('iinked-sign', endpoint);
  const expected = allowed.map(([role, sid, actions, on]) =>
    [renamed(role), sid, actions, words(renamed(on).split(' '))].join(' | '),
  );

  expect(permissionsIn(template).sort()).toEqual(expected.sort());
});
