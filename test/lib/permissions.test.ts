import type { Template } from 'aws-cdk-lib/assertions';
import { EsignProvider, IinkedSignApi } from '../../lib';
import { pascalCase } from '../../lib/internal/construct-names';
import { resourcesOf, resolveTokens, shorten, synth } from './synth';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: unknown;
}

/** [role, sid, actions, resources, reason]: all permissions of the functions. One statement more or less fails. */
const allowed: readonly (readonly [
  role: string,
  sid: string,
  actions: string,
  on: string,
  reason: string,
])[] = [
  [
    'IinkedSignEndpointVerifierRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<IinkedSignEndpointVerifierLogs.Arn>',
    'its own log group, which exists before it',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'ReadWebhookSecret',
    'secretsmanager:GetSecretValue',
    '<IinkedSignEndpointWebhookSecret>',
    'to verify webhooks of its own endpoint only',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'QueueWebhooks',
    'sqs:SendMessage',
    '<IntakeQueue.Arn>',
    'to store genuine webhooks',
  ],
  [
    'IinkedSignEndpointVerifierRole',
    'SpoolWebhooks',
    's3:PutObject',
    '<SpoolBucket.Arn>/iinked-sign/*',
    'to store webhooks that SQS cannot take, below its own endpoint only',
  ],
  [
    'PublisherRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<PublisherLogs.Arn>',
    'its own log group, which exists before it',
  ],
  [
    'PublisherRole',
    'ReadIntake',
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
    '<IntakeQueue.Arn>',
    'Lambda reads the queue with this role; the publisher delays retries',
  ],
  [
    'PublisherRole',
    'QueueAgainAndOrderArchiving',
    'sqs:SendMessage',
    '<IinkedSignEndpointArchiveJobsQueue.Arn> <IntakeQueue.Arn>',
    'the sweep queues spooled webhooks; a completed envelope needs an archive job',
  ],
  [
    'PublisherRole',
    'FinishSpooled',
    's3:DeleteObject s3:GetObject',
    '<SpoolBucket.Arn>/*',
    'to read spooled webhooks, and delete them after publishing',
  ],
  [
    'PublisherRole',
    'SweepSpool',
    's3:ListBucket',
    '<SpoolBucket.Arn>',
    'to find spooled webhooks whose notification was lost',
  ],
  [
    'PublisherRole',
    'KeepRecords',
    's3:GetObject s3:PutObject',
    '<ArchiveBucket.Arn>/webhooks/*',
    'to record the raw request, and to compare it with an existing record',
  ],
  [
    'PublisherRole',
    'SeeMissingRecords',
    's3:ListBucket',
    '<ArchiveBucket.Arn>',
    'otherwise S3 answers 403 instead of 404 for a missing record',
  ],
  ['PublisherRole', 'PublishEvents', 'events:PutEvents', '<EventBus.Arn>', 'to publish signing events'],
  [
    'IinkedSignEndpointArchiverRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<ArchiverLogs.Arn>',
    'the log group of all archivers, which exists before them',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'ReadJobs',
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
    '<IinkedSignEndpointArchiveJobsQueue.Arn>',
    'Lambda reads the queue with this role; the archiver delays retries',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'PutBackAndGiveUp',
    'sqs:SendMessage',
    '<IinkedSignEndpointArchiveJobsDeadLetterQueue.Arn> <IinkedSignEndpointArchiveJobsQueue.Arn>',
    'a waiting job is queued again; a job that is given up goes to the dead-letter queue',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'ReadApiKey',
    'secretsmanager:GetSecretValue',
    '<IinkedSignEndpointApiKeySecret>',
    "to call the provider's API",
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'KeepDocuments',
    's3:GetObject s3:PutObject',
    '<ArchiveBucket.Arn>/documents/iinked-sign/*',
    'to store files of its own endpoint only, and to see the files of an earlier run',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'SeeMissingFiles',
    's3:ListBucket',
    '<ArchiveBucket.Arn>',
    'otherwise S3 answers 403 instead of 404 for a missing file',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'ClaimJobs',
    's3:GetObject s3:PutObject',
    '<ClaimsBucket.Arn>/iinked-sign/*',
    'one job waits for an envelope; it writes so there, and others read it',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'SeeMissingClaims',
    's3:ListBucket',
    '<ClaimsBucket.Arn>',
    'otherwise S3 answers 403 instead of 404 for a missing claim',
  ],
  [
    'IinkedSignEndpointArchiverRole',
    'AnnounceBundles',
    'events:PutEvents',
    '<EventBus.Arn>',
    'to publish that an envelope is archived',
  ],
  [
    'ReconciliationReconcilerRole',
    'WriteOwnLogs',
    'logs:CreateLogStream logs:PutLogEvents',
    '<ReconciliationReconcilerLogs.Arn>',
    'its own log group, which exists before it',
  ],
  [
    'ReconciliationReconcilerRole',
    'ReadPages',
    'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
    '<ReconciliationPassQueue.Arn>',
    'Lambda reads the queue with this role; the reconciler delays retries',
  ],
  [
    'ReconciliationReconcilerRole',
    'ReadSettings',
    'ssm:GetParameter',
    'arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/<ReconciliationSettingsParameter>',
    'to know the endpoints: they do not fit into its environment',
  ],
  [
    'ReconciliationReconcilerRole',
    'QueueNextPages',
    'sqs:SendMessage',
    '<ReconciliationPassQueue.Arn>',
    'one page of a list is one message',
  ],
  [
    'ReconciliationReconcilerRole',
    'OrderArchiving',
    'sqs:GetQueueAttributes sqs:SendMessage',
    '<IinkedSignEndpointArchiveJobsQueue.Arn>',
    'to order what no webhook reported; an import looks first whether the queue has space',
  ],
  [
    'ReconciliationReconcilerRole',
    'ReadApiKeys',
    'secretsmanager:GetSecretValue',
    '<IinkedSignEndpointApiKeySecret>',
    "to call the providers' APIs",
  ],
  [
    'ReconciliationReconcilerRole',
    'KeepNotes',
    's3:GetObject s3:PutObject',
    '<ArchiveBucket.Arn>/reconciliation/*',
    'to note what was ordered, and since when',
  ],
  [
    'ReconciliationReconcilerRole',
    'ReadRecords',
    's3:GetObject',
    '<ArchiveBucket.Arn>/webhooks/*',
    'to see whether a webhook reported a completion',
  ],
  [
    'ReconciliationReconcilerRole',
    'SeeWhatIsThere',
    's3:ListBucket',
    '<ArchiveBucket.Arn>',
    'to find bundles, records and notes',
  ],
];

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
  expect(policies[0]).not.toMatch(/FirstEndpoint|\/first\/|documents\/\*|WebhookSecret/);
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
