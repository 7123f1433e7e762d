import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignProvider, IinkedSignApi } from '../../lib';
import { resourcesOf, settle, shorten, synth } from './synth';

const count = (types: readonly string[]) =>
  types.reduce<Record<string, number>>((sum, type) => ({ ...sum, [type]: (sum[type] ?? 0) + 1 }), {});

test('one endpoint needs these resources: no custom resource, no helper function', () => {
  const { template } = synth();

  const types = Object.values(resourcesOf(template)).map(({ Type }) => Type);

  expect(count(types)).toEqual({
    'AWS::ApiGatewayV2::Api': 1,
    'AWS::ApiGatewayV2::Integration': 1,
    'AWS::ApiGatewayV2::Route': 1,
    'AWS::ApiGatewayV2::Stage': 1,
    'AWS::CloudWatch::Alarm': 9,
    'AWS::Events::EventBus': 1,
    'AWS::Events::Rule': 1,
    'AWS::IAM::Policy': 3,
    'AWS::IAM::Role': 3,
    'AWS::Lambda::EventSourceMapping': 2,
    'AWS::Lambda::Function': 3,
    'AWS::Lambda::Permission': 1,
    'AWS::Logs::LogGroup': 4,
    'AWS::S3::Bucket': 2,
    'AWS::S3::BucketPolicy': 2,
    'AWS::SecretsManager::Secret': 2,
    'AWS::SQS::Queue': 4,
    'AWS::SQS::QueuePolicy': 4,
  });
});

test('an endpoint that does not archive has no archiver, no API key and no archive queue', () => {
  const providers = [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, archive: false })];
  const { signing, template } = synth({ providers });

  expect(signing.archiver).toBeUndefined();
  expect(signing.endpoint('iinked-sign')).toMatchObject({ apiKeySecret: undefined, archiveQueue: undefined });
  template.resourceCountIs('AWS::Lambda::Function', 2);
  template.resourceCountIs('AWS::SecretsManager::Secret', 1);
  template.resourceCountIs('AWS::SQS::Queue', 2);
});

test('functions run on Node 24 and arm64, from their bundles', () => {
  const { template } = synth();

  template.allResourcesProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Environment: { Variables: Match.objectLike({ POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks' }) },
  });
});

test('secrets are made with neither a value nor a generated one', () => {
  const { template } = synth();

  template.allResourcesProperties('AWS::SecretsManager::Secret', {
    SecretString: Match.absent(),
    GenerateSecretString: Match.absent(),
    Description: Match.stringLikeRegexp('iinked Sign'),
  });
});

test('the outputs have names to read, and say what to put into each secret', () => {
  const { template } = synth();

  expect(settle(template.findOutputs('*'))).toMatchObject({
    SigningIinkedSignWebhookUrl: { Value: '<Api.ApiEndpoint>/webhooks/iinked-sign' },
    SigningIinkedSignWebhookSecretArn: {
      Description: expect.stringContaining('Put in here: The secret') as string,
    },
    SigningIinkedSignApiKeySecretArn: {
      Description: expect.stringContaining('Put in here: An iinked') as string,
    },
    SigningEventBusName: { Value: '<EventBus>' },
    SigningArchiveBucketName: { Value: '<ArchiveBucket>' },
  });
});

test('archiver and publisher may send to themselves: Lambda must not take waiting, or a long sweep, for a runaway loop', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Lambda::Function', {
    RecursiveLoop: 'Allow',
    Timeout: 900,
    MemorySize: 1536,
    EphemeralStorage: { Size: 6144 },
  });
  template.hasResourceProperties('AWS::Lambda::Function', { RecursiveLoop: 'Allow', Timeout: 60 });
  template.resourcePropertiesCountIs('AWS::Lambda::Function', { RecursiveLoop: Match.absent() }, 1);
});

test('a message is hidden for longer than its function runs, and kept in its dead-letter queue for longer than before', () => {
  const { template } = synth();
  const queues = Object.entries(resourcesOf(template))
    .filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
    .map(([id, { Properties }]) => [id, settle(Properties)] as const);

  const intake = queues.find(([id]) => /IntakeQueue/.test(id))?.[1];
  const archive = queues.find(([id]) => /ArchiveJobsQueue/.test(id))?.[1];
  const deadLetters = queues.filter(([id]) => /DeadLetterQueue/.test(id)).map(([, properties]) => properties);

  expect(intake).toEqual({
    VisibilityTimeout: 360,
    MessageRetentionPeriod: Duration.days(14).toSeconds(),
    SqsManagedSseEnabled: true,
    RedrivePolicy: { deadLetterTargetArn: '<IntakeDeadLetterQueue.Arn>', maxReceiveCount: 20 },
  });
  expect(archive).toMatchObject({
    VisibilityTimeout: 1_200,
    MessageRetentionPeriod: Duration.days(14).toSeconds(),
    RedrivePolicy: { maxReceiveCount: 20 },
  });
  expect(deadLetters).toEqual(
    Array(2).fill({ MessageRetentionPeriod: Duration.days(14).toSeconds(), SqsManagedSseEnabled: true }),
  );
});

test('batches answer message by message; archive jobs come one by one, two at a time', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: Match.absent(),
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test('every queue and bucket refuses what does not come over TLS', () => {
  const { template } = synth();

  for (const type of ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy']) {
    template.allResourcesProperties(type, {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  }
});

test('the spool tells the intake queue, waits for its policy, and forgets after 30 days', () => {
  const { template } = synth();
  const [, spool] = Object.entries(resourcesOf(template)).find(([id]) =>
    id.startsWith('SigningSpoolBucket'),
  )!;
  const [, policy] = Object.entries(resourcesOf(template)).find(([id]) =>
    id.startsWith('SigningIntakeQueuePolicy'),
  )!;

  expect(settle(spool.Properties)).toMatchObject({
    NotificationConfiguration: {
      QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: '<IntakeQueue.Arn>' }],
    },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
  });
  expect([spool.DependsOn].flat().join()).toMatch(/^SigningIntakeQueuePolicy/);
  expect(settle(policy.Properties.PolicyDocument)).toMatchObject({
    Statement: [
      { Effect: 'Deny' },
      {
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' } },
      },
      {
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Condition: { ArnEquals: { 'aws:SourceArn': '<PublisherSweepSpool.Arn>' } },
      },
    ],
  });
});

test('each route has its own limit by the default of the stage, which knows no route: one that goes must leave nothing behind', () => {
  const providers = ['one', 'two'].map((endpoint) =>
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
  );
  const { template } = synth({ providers, throttling: { rateLimit: 5 } });

  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));

  expect(stage).toMatchObject({
    Properties: { DefaultRouteSettings: { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 200 } },
  });
  expect(stage).not.toHaveProperty('Properties.RouteSettings');
  expect(stage).not.toHaveProperty('DependsOn');
});

test('the access logs have a group of a new name in each new stack, which needs no place in the account’s log policy', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: {
      'Fn::Join': [
        '',
        [
          '/aws/vendedlogs/apis/',
          { Ref: 'AWS::StackName' },
          '-Signing-',
          { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
        ],
      ],
    },
  });
});

test('access logs carry neither path nor headers nor addresses', () => {
  const { template } = synth();

  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')) as {
    Properties: { AccessLogSettings: { Format: string } };
  }[];

  expect(JSON.parse(stage!.Properties.AccessLogSettings.Format)).toEqual({
    requestId: '$context.requestId',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
  });
});

const stateful = ['AWS::S3::Bucket', 'AWS::SQS::Queue', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup'];

test.each([
  [undefined, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
])('what holds something stays, or goes with %s', (removalPolicy, onDelete, onReplace) => {
  const { template } = synth({ removalPolicy });

  const kept = Object.values(resourcesOf(template)).filter(({ Type }) => stateful.includes(Type));

  expect(
    kept.map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]),
  ).toEqual(kept.map(() => [onDelete, onReplace]));
});

test.each([
  [undefined, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
])(
  'the archive keeps its write-once policy for as long as it stays itself, with %s',
  (removalPolicy, onDelete, onReplace) => {
    const { template } = synth({ removalPolicy });

    const policy = Object.entries(resourcesOf(template)).find(
      ([id]) => shorten(id) === 'ArchiveBucketPolicy',
    )?.[1];

    expect(policy).toMatchObject({ DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace });
  },
);

test('the archive is versioned, private and encrypted, with Object Lock when asked for', () => {
  const retention = s3.ObjectLockRetention.governance(Duration.days(3_650));
  const { template } = synth({ archiveRetention: retention });

  template.hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    BucketEncryption: { ServerSideEncryptionConfiguration: Match.anyValue() },
    ObjectLockEnabled: true,
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: 3_650, Mode: 'GOVERNANCE' } } },
  });
});

test('concurrency, log retention, grace and the public address are the user’s choice', () => {
  const { signing, template } = synth({
    verifierConcurrency: 10,
    archiveConcurrency: 7,
    logRetention: logs.RetentionDays.ONE_WEEK,
    secretGrace: Duration.hours(2),
    baseUrl: 'https://hooks.example.com/esign/',
  });

  expect(signing.webhookUrl('iinked-sign')).toBe('https://hooks.example.com/esign/webhooks/iinked-sign');
  template.hasResourceProperties('AWS::Lambda::Function', {
    ReservedConcurrentExecutions: 10,
    Environment: {
      Variables: {
        SECRET_GRACE_SECONDS: '7200',
        PROVIDER_OPTIONS: '{"registeredUrls":["https://hooks.example.com/esign/webhooks/iinked-sign"]}',
      },
    },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ScalingConfig: { MaximumConcurrency: 7 },
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
});
