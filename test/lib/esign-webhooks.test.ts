import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignProvider, IinkedSignApi } from '../../lib';
import { resourcesOf, resolveTokens, shorten, synth } from './synth';

const count = (types: readonly string[]) =>
  types.reduce<Record<string, number>>((sum, type) => ({ ...sum, [type]: (sum[type] ?? 0) + 1 }), {});

test('one endpoint has exactly these resources, without a custom resource', () => {
  const { template } = synth();

  const types = Object.values(resourcesOf(template)).map(({ Type }) => Type);

  expect(count(types)).toEqual({
    'AWS::ApiGatewayV2::Api': 1,
    'AWS::ApiGatewayV2::Integration': 1,
    'AWS::ApiGatewayV2::Route': 1,
    'AWS::ApiGatewayV2::Stage': 1,
    'AWS::CloudWatch::Alarm': 15,
    'AWS::Events::EventBus': 1,
    'AWS::Events::Rule': 2,
    'AWS::IAM::Policy': 4,
    'AWS::IAM::Role': 4,
    'AWS::Lambda::EventSourceMapping': 3,
    'AWS::Lambda::Function': 4,
    'AWS::Lambda::Permission': 1,
    'AWS::Logs::LogGroup': 5,
    'AWS::Logs::MetricFilter': 1,
    'AWS::S3::Bucket': 3,
    'AWS::S3::BucketPolicy': 3,
    'AWS::SecretsManager::Secret': 2,
    'AWS::SQS::Queue': 6,
    'AWS::SQS::QueuePolicy': 4,
    'AWS::SSM::Parameter': 1,
  });
});

test('an endpoint that does not archive has no archiver, no API key and no archive queue', () => {
  const providers = [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, archive: false })];
  const { signing, template } = synth({ providers });

  expect(signing.endpoint('iinked-sign')).toMatchObject({
    apiKeySecret: undefined,
    archiveQueue: undefined,
    archiver: undefined,
  });
  template.resourceCountIs('AWS::Logs::LogGroup', 3);
  template.resourceCountIs('AWS::Lambda::Function', 2);
  template.resourceCountIs('AWS::SecretsManager::Secret', 1);
  template.resourceCountIs('AWS::SQS::Queue', 3);
});

test('functions run on Node 24 and arm64', () => {
  const { template } = synth();

  template.allResourcesProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Environment: { Variables: Match.objectLike({ POWERTOOLS_METRICS_NAMESPACE: 'EsignWebhooks' }) },
  });
});

test('secrets that the provider issues are made without a value', () => {
  const { template } = synth();

  template.allResourcesProperties('AWS::SecretsManager::Secret', {
    SecretString: Match.absent(),
    GenerateSecretString: Match.absent(),
    Description: Match.stringLikeRegexp('iinked Sign'),
  });
});

test('the outputs have readable names and say what to put into each secret', () => {
  const { template } = synth();

  expect(resolveTokens(template.findOutputs('*'))).toMatchObject({
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

test('archiver, publisher and reconciler may send messages to themselves, so that Lambda does not stop waiting jobs or a long sweep', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Lambda::Function', {
    RecursiveLoop: 'Allow',
    Timeout: 900,
    MemorySize: 1536,
    EphemeralStorage: { Size: 6144 },
  });
  for (const MemorySize of [1024, 512])
    template.hasResourceProperties('AWS::Lambda::Function', { RecursiveLoop: 'Allow', MemorySize });
  template.resourcePropertiesCountIs('AWS::Lambda::Function', { RecursiveLoop: Match.absent() }, 1);
});

test("a queue has a visibility timeout above its function's timeout, and the maximum retention", () => {
  const { template } = synth();
  const queues = Object.entries(resourcesOf(template))
    .filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
    .map(([id, { Properties }]) => [id, resolveTokens(Properties)] as const);

  const intake = queues.find(([id]) => /IntakeQueue/.test(id))?.[1];
  const archive = queues.find(([id]) => /ArchiveJobsQueue/.test(id))?.[1];
  const deadLetters = queues
    .filter(([id]) => /DeadLetterQueue/.test(id) && !id.includes('Sweep'))
    .map(([, properties]) => properties);

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
  const untilDeleted = { MessageRetentionPeriod: Duration.days(14).toSeconds(), SqsManagedSseEnabled: true };
  expect(deadLetters).toEqual([untilDeleted, untilDeleted]);
});

test('a failed message does not fail its batch; publishers and archivers have a maximum, so that they starve no verifier', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 5 },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
});

test('every queue and bucket denies calls without TLS', () => {
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

test('each queue has exactly one policy, and its statement about TLS names the queue', () => {
  const resources = Object.entries(resourcesOf(synth().template));
  const guards = resources
    .filter(([, { Type }]) => Type === 'AWS::SQS::QueuePolicy')
    .flatMap(([, { Properties }]) => {
      const { Statement } = Properties.PolicyDocument as {
        Statement: { Effect: string; Resource: unknown }[];
      };
      const denied = Statement.filter(({ Effect }) => Effect === 'Deny').flatMap(({ Resource }) => Resource);
      return (Properties.Queues as { Ref: string }[]).map(({ Ref }) => [Ref, resolveTokens(denied)] as const);
    });

  const queues = resources.filter(([, { Type }]) => Type === 'AWS::SQS::Queue').map(([id]) => id);

  expect(guards.map(([id]) => id).sort()).toEqual(queues.sort());
  for (const [id, denied] of guards) expect(denied).toContain(`<${shorten(id)}.Arn>`);
});

test('the spool notifies the intake queue, depends on its policy, and deletes objects after 30 days', () => {
  const { template } = synth();
  const [, spool] = Object.entries(resourcesOf(template)).find(([id]) =>
    id.startsWith('SigningSpoolBucket'),
  )!;
  const [, policy] = Object.entries(resourcesOf(template)).find(([id]) =>
    id.startsWith('SigningIntakeQueuePolicy'),
  )!;

  expect(resolveTokens(spool.Properties)).toMatchObject({
    NotificationConfiguration: {
      QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: '<IntakeQueue.Arn>' }],
    },
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 30, Status: 'Enabled' }] },
  });
  expect([spool.DependsOn].flat().join()).toMatch(/^SigningIntakeQueuePolicy/);
  expect(resolveTokens(policy.Properties.PolicyDocument)).toMatchObject({
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

test('each route has the default limit of the stage, so that a deleted route leaves no settings behind', () => {
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

test('the route of an endpoint opens only after the publisher that knows the endpoint', () => {
  const providers = ['one', 'two'].map((endpoint) =>
    EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, endpoint }),
  );
  const { template } = synth({ providers });

  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));

  expect(routes).toHaveLength(2);
  for (const { DependsOn } of routes) {
    expect([DependsOn].flat()).toContainEqual(expect.stringMatching(/^SigningPublisherFunction/));
  }
});

test('the access log group has a unique name per API, with the prefix that needs no space in the account’s log policy', () => {
  const { template } = synth();

  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: {
      'Fn::Join': [
        '',
        ['/aws/vendedlogs/apis/', { Ref: 'AWS::StackName' }, '-Signing-', { Ref: 'SigningApiE5399F4A' }],
      ],
    },
  });
});

test('access logs have no paths, no headers and no IP addresses', () => {
  const { template } = synth();

  const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage')) as {
    Properties: { AccessLogSettings: { Format: unknown } };
  }[];

  expect(JSON.parse(String(resolveTokens(stage!.Properties.AccessLogSettings.Format)))).toEqual({
    service: '<AWS::StackName>-Signing',
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
])('stateful resources have the removal policy %s', (removalPolicy, onDelete, onReplace) => {
  const { template } = synth({ removalPolicy });

  // The sweep's dead-letter queue has no data.
  const resources = Object.entries(resourcesOf(template))
    .filter(
      ([id, { Type }]) => stateful.includes(Type) && !/SweepDeadLetterQueue|ReconciliationPassQueue/.test(id),
    )
    .map(([, resource]) => resource);

  expect(
    resources.map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]),
  ).toEqual(resources.map(() => [onDelete, onReplace]));
});

test.each([
  [undefined, 'RetainExceptOnCreate', 'Retain'],
  [RemovalPolicy.DESTROY, 'Delete', 'Delete'],
])(
  'the write-once policy has the same removal policy as the archive bucket: %s',
  (removalPolicy, onDelete, onReplace) => {
    const { template } = synth({ removalPolicy });

    const policy = Object.entries(resourcesOf(template)).find(
      ([id]) => shorten(id) === 'ArchiveBucketPolicy',
    )?.[1];

    expect(policy).toMatchObject({ DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace });
  },
);

test('the archive is versioned, private and encrypted, with Object Lock if a retention is given', () => {
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

test('the user can set concurrency, log retention and grace period', () => {
  const { template } = synth({
    verifierConcurrency: 10,
    publisherConcurrency: 20,
    archiveConcurrency: 7,
    logRetention: logs.RetentionDays.ONE_WEEK,
    secretGrace: Duration.hours(2),
  });

  template.hasResourceProperties('AWS::Lambda::Function', {
    ReservedConcurrentExecutions: 10,
    Environment: {
      Variables: {
        SECRET_GRACE_SECONDS: '7200',
        THROTTLE_RATE_PER_SECOND: '100',
        THROTTLE_BURST: '200',
      },
    },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ScalingConfig: { MaximumConcurrency: 7 },
  });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    ScalingConfig: { MaximumConcurrency: 20 },
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
});
