import type { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, IinkedSignApi } from '../../lib';
import { pascalCase } from '../../lib/internal/pascal-case';
import { resourcesOf, settle, shorten, synth } from './synth';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

/** [role, sid, actions, resources, why]: everything that a function may do. One statement more or less fails. */
const allowed: readonly (readonly [role: string, sid: string, actions: string, on: string, why: string])[] = [
  [
    'IinkedSignEndpointVerifierRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<IinkedSignEndpointVerifierLogs.Arn>',
    'its own log group, made before it',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'ReadWebhookSecret',
    'secretsmanager:GetSecretValue',
    '<IinkedSignEndpointWebhookSecret>',
    'to check the MAC: its own endpoint only',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'QueueWebhooks',
    'sqs:SendMessage',
    '<IntakeQueue.Arn>',
    'to store what is genuine',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'SpoolWebhooks',
    's3:PutObject',
    '<SpoolBucket.Arn>/iinked-sign/*',
    'to store what SQS does not take: below its own endpoint only',
  ],
  [
    'PublisherRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<PublisherLogs.Arn>',
    'its own log group, made before it',
  ],
  [
    'PublisherRole',
    'ReadIntake',
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
    '<IntakeQueue.Arn>',
    'Lambda reads the queue as this role; the publisher puts tries apart',
  ],
  [
    'PublisherRole',
    'QueueAgainAndOrderArchiving',
    'sqs:SendMessage',
    '<IinkedSignEndpointArchiveJobsQueue.Arn> <IntakeQueue.Arn>',
    'the sweep queues what lies in the spool; a completion orders its archiving',
  ],
  [
    'PublisherRole',
    'FinishSpooled',
    's3:DeleteObject s3:GetObject',
    '<SpoolBucket.Arn>/*',
    'to read what was spooled, and delete it when it is published',
  ],
  [
    'PublisherRole',
    'SweepSpool',
    's3:ListBucket',
    '<SpoolBucket.Arn>',
    'to find what no notification brought',
  ],
  [
    'PublisherRole',
    'KeepRecords',
    's3:GetObject s3:PutObject',
    '<ArchiveBucket.Arn>/webhooks/*',
    'to record the raw request, and see whose a record is that is there already',
  ],
  [
    'PublisherRole',
    'SeeMissingRecords',
    's3:ListBucket',
    '<ArchiveBucket.Arn>',
    'or S3 says 403, not 404, of a record that is not there',
  ],
  ['PublisherRole', 'PublishEvents', 'events:PutEvents', '<EventBus.Arn>', 'to say it'],
  [
    'ArchiverRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<ArchiverLogs.Arn>',
    'its own log group, made before it',
  ],
  [
    'ArchiverRole',
    'ReadJobs',
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
    '<IinkedSignEndpointArchiveJobsQueue.Arn>',
    'Lambda reads the queue as this role; the archiver puts tries apart',
  ],
  [
    'ArchiverRole',
    'PutBackAndGiveUp',
    'sqs:SendMessage',
    '<IinkedSignEndpointArchiveJobsDeadLetterQueue.Arn> <IinkedSignEndpointArchiveJobsQueue.Arn>',
    'a job that waits is queued again; one that is given up goes to the dead-letter queue',
  ],
  [
    'ArchiverRole',
    'ReadApiKeys',
    'secretsmanager:GetSecretValue',
    '<IinkedSignEndpointApiKeySecret>',
    "to ask the provider's API",
  ],
  [
    'ArchiverRole',
    'KeepDocuments',
    's3:GetObject s3:PutObject',
    '<ArchiveBucket.Arn>/documents/*',
    'to keep files, and see what an earlier run has kept',
  ],
  [
    'ArchiverRole',
    'SeeMissingFiles',
    's3:ListBucket',
    '<ArchiveBucket.Arn>',
    'or S3 says 403, not 404, of a file that is not there',
  ],
  ['ArchiverRole', 'AnnounceBundles', 'events:PutEvents', '<EventBus.Arn>', 'to say that it is archived'],
];

const words = (value: string | string[]) => [value].flat().sort().join(' ');

/** What each role may do, in the form of the table's rows. */
function grantedIn(template: Template): string[] {
  const policies = Object.values(resourcesOf(template)).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  return policies.flatMap(({ Properties }) => {
    const { PolicyDocument, Roles } = Properties as {
      PolicyDocument: { Statement: Statement[] };
      Roles: { Ref: string }[];
    };
    return PolicyDocument.Statement.map((statement) => {
      const { Sid, Effect, Action, Resource, Condition } = settle(statement) as Statement;
      expect([Effect, Condition]).toEqual(['Allow', undefined]);
      return [Roles.map(({ Ref }) => shorten(Ref)).join(), Sid, words(Action), words(Resource)].join(' | ');
    });
  });
}

test('every function may do exactly what the table says, and nothing else', () => {
  const { template } = synth();

  expect(grantedIn(template).sort()).toEqual(allowed.map((row) => row.slice(0, 4).join(' | ')).sort());
});

test('no role has a managed policy or a policy of another kind, and only Lambda may assume it', () => {
  const { template } = synth();

  const roles = Object.values(resourcesOf(template)).filter(({ Type }) => Type === 'AWS::IAM::Role');

  expect(roles).toHaveLength(3);
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

test('a function is made after the policy that it runs with', () => {
  const { template } = synth();

  const functions = Object.values(resourcesOf(template)).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );

  for (const { DependsOn } of functions) {
    expect([DependsOn].flat().join()).toMatch(/RoleDefaultPolicy/);
  }
});

test('with two endpoints a verifier reads only its own secret, and spools only below its own name', () => {
  const { template } = synth({
    providers: ['first', 'second'].map((endpoint) =>
      EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
    ),
  });

  const statements = Object.entries(resourcesOf(template))
    .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.includes('Second'))
    .map(([, { Properties }]) => JSON.stringify(settle(Properties)));

  expect(statements).toHaveLength(1);
  expect(statements[0]).toContain('<SecondEndpointWebhookSecret>');
  expect(statements[0]).toContain('<SpoolBucket.Arn>/second/*');
  expect(statements[0]).not.toMatch(/FirstEndpoint|\/first\/|ApiKey/);
});

test.each<[string, EsignProvider]>([
  ['sign-plus', EsignProvider.signPlus({})],
  ['documenso', EsignProvider.documenso({})],
  ['kingsign', EsignProvider.kingsign({ apiUrl: 'https://sign.example.com' })],
])('an endpoint of %s has the rights of any other, on its own resources', (endpoint, provider) => {
  const { template } = synth({ providers: [provider] });
  const id = pascalCase(endpoint);
  const renamed = (text: string) => text.replaceAll('IinkedSign', id).replaceAll('iinked-sign', endpoint);
  const expected = allowed.map(([role, sid, actions, on]) =>
    [renamed(role), sid, actions, words(renamed(on).split(' '))].join(' | '),
  );

  expect(grantedIn(template).sort()).toEqual(expected.sort());
});
