import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  GetFunctionRecursionConfigCommand,
  InvokeCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
} from '@aws-sdk/client-s3';
import { refusedTypes } from './harness/deploy/adapt-template';
import { summarizeAdaptations, type Adaptation } from './harness/deploy/adaptation';
import { addEnvironment } from './harness/change/function-environment';
import { useSample } from './harness/sample/use-sample';

process.env['OF_THE_TEST_RUN'] = 'must not be visible';

const sample = useSample({
  endpoints: ['iinked-sign', { provider: 'kingsign', endpoint: 'kingsign' }],
});

const linesOf = (adaptations: readonly Adaptation[], ...kinds: readonly Adaptation['kind'][]) =>
  adaptations
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ kind, what, path }) => `${kind} ${what} at ${path.replace('EsignWebhooks/Signing/', '')}`)
    .sort();

describe('the adaptations to the emulator', () => {
  it('are exactly these', () => {
    const { adaptations } = sample().stack;

    process.stderr.write(`local AWS: ${summarizeAdaptations(adaptations).join('\nlocal AWS: ')}\n`);

    expect(linesOf(adaptations, 'removed', 'patched', 'restored')).toEqual([
      'patched AWS::IAM::Policy ARN of a parameter at Reconciliation/Reconciler/Role/DefaultPolicy',
      'patched AWS::IAM::Policy Ref of a secret at IinkedSignEndpoint/Archiver/Role/DefaultPolicy',
      'patched AWS::IAM::Policy Ref of a secret at IinkedSignEndpoint/Verifier/Role/DefaultPolicy',
      'patched AWS::IAM::Policy Ref of a secret at KingsignEndpoint/Archiver/Role/DefaultPolicy',
      'patched AWS::IAM::Policy Ref of a secret at KingsignEndpoint/Verifier/Role/DefaultPolicy',
      'patched AWS::IAM::Policy Ref of a secret at Reconciliation/Reconciler/Role/DefaultPolicy',
      'patched AWS::Lambda::Function OWN_ROLE_ID at Reconciliation/Reconciler/Function',
      'removed AWS::S3::BucketPolicy statement on aws:PrincipalArn at ArchiveBucket/Policy',
      'removed AWS::S3::BucketPolicy statement on aws:PrincipalArn at ArchiveBucket/Policy',
      'removed AWS::S3::BucketPolicy statement on aws:PrincipalArn at ArchiveBucket/Policy',
      'removed AWS::S3::BucketPolicy statement on s3:if-none-match at ArchiveBucket/Policy',
      'restored AWS::Lambda::Function RecursiveLoop at IinkedSignEndpoint/Archiver/Function',
      'restored AWS::Lambda::Function RecursiveLoop at KingsignEndpoint/Archiver/Function',
      'restored AWS::Lambda::Function RecursiveLoop at Publisher/Function',
      'restored AWS::Lambda::Function RecursiveLoop at Reconciliation/Reconciler/Function',
      'restored AWS::S3::Bucket BucketEncryption at ArchiveBucket',
      'restored AWS::S3::Bucket BucketEncryption at ClaimsBucket',
      'restored AWS::S3::Bucket BucketEncryption at SpoolBucket',
      'restored AWS::S3::Bucket LifecycleConfiguration at ArchiveBucket',
      'restored AWS::S3::Bucket LifecycleConfiguration at ClaimsBucket',
      'restored AWS::S3::Bucket LifecycleConfiguration at SpoolBucket',
      'restored AWS::S3::Bucket OwnershipControls at ArchiveBucket',
      'restored AWS::S3::Bucket OwnershipControls at ClaimsBucket',
      'restored AWS::S3::Bucket OwnershipControls at SpoolBucket',
      'restored AWS::SecretsManager::Secret GenerateSecretString at KingsignEndpoint/WebhookSecret',
    ]);
  });

  it('leave exactly these parts of the stack unproved', () => {
    const { adaptations } = sample().stack;

    const types = adaptations.filter(({ kind }) => kind === 'ineffective').map(({ what }) => what);

    expect([...new Set(types)].sort()).toEqual([
      'AWS::ApiGatewayV2::Api IpAddressType',
      'AWS::ApiGatewayV2::Stage AccessLogSettings',
      'AWS::ApiGatewayV2::Stage DefaultRouteSettings',
      'AWS::CloudWatch::Alarm',
      'AWS::Lambda::Function Architectures',
      'AWS::Lambda::Function EphemeralStorage',
      'AWS::Lambda::Function MemorySize',
      'AWS::Lambda::Function Runtime',
      'AWS::Lambda::Permission',
      'AWS::Logs::MetricFilter',
      'AWS::SQS::QueuePolicy',
    ]);
  });

  it('cover every property of the stack: each is known to work in the emulator, or is adapted', () => {
    const { template, adaptations } = sample().stack;

    const unknown = Object.values(template.Resources).flatMap(({ Type, Properties = {} }) =>
      Object.keys(Properties)
        .filter((property) => !usedProperties[Type]?.includes(property))
        .map((property) => `${Type} ${property}`),
    );

    const handled = adaptations.map(({ what }) => what);
    expect(unknown.filter((one) => !handled.some((what) => one.startsWith(what)))).toEqual([]);
  });

  it.each([...refusedTypes])('remove %s, which the emulator refuses', async (Type) => {
    const TemplateBody = JSON.stringify({ Resources: { One: { Type } } });

    const validated = sample().clients.cloudFormation.send(new ValidateTemplateCommand({ TemplateBody }));

    await expect(validated).rejects.toThrow(/Unrecognized resource types/);
  });

  it('restore dropped properties, according to the services themselves', async () => {
    const { clients, stack } = sample();
    const { s3, lambda } = clients;
    const spool = { Bucket: stack.spoolBucket };
    const archive = { Bucket: stack.archiveBucket };

    const encryption = await s3.send(new GetBucketEncryptionCommand(archive));
    const lifecycle = await s3.send(new GetBucketLifecycleConfigurationCommand(spool));
    const ownership = await s3.send(new GetBucketOwnershipControlsCommand(archive));
    const FunctionName = stack.find('AWS::Lambda::Function', 'IinkedSign', 'Archiver');
    const recursion = await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }));

    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
    ]);
    expect(lifecycle.Rules).toMatchObject([{ Status: 'Enabled', Expiration: { Days: 30 } }]);
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect(recursion.RecursiveLoop).toBe('Allow');
    // Letters and digits only, as in the template: the value is a part of an address.
    expect(sample().connected('kingsign').proof).toMatch(/^[A-Za-z0-9]{44}$/);
  });
});

describe('a function in the emulator', () => {
  it('runs on Node 24 and has no variable of our environment', async () => {
    const { clients, stack, emulator } = sample();
    const FunctionName = stack.find('AWS::Lambda::Function', 'IinkedSign', 'Verif');
    const [script, report] = [join(emulator.folder, 'report.cjs'), join(emulator.folder, 'report.json')];
    await writeFile(
      script,
      `require('fs').writeFileSync(process.env.REPORT, JSON.stringify([process.version, process.env]))`,
    );

    const restore = await addEnvironment(clients, FunctionName, {
      NODE_OPTIONS: `--require ${script}`,
      REPORT: report,
    });
    await clients.lambda.send(new InvokeCommand({ FunctionName }));
    await restore();

    const [version, env] = JSON.parse(await readFile(report, 'utf8')) as [string, Record<string, string>];
    expect(version).toMatch(/^v24\./);
    expect(env).toHaveProperty('ENDPOINT', 'iinked-sign');
    const ours = Object.keys(process.env).filter((name) => !variablesOfLambda.has(name));
    expect(ours).toContain('OF_THE_TEST_RUN');
    expect(ours.filter((name) => name in env)).toEqual([]);
  });

  it('has a role of its own', async () => {
    const { Functions = [] } = await sample().clients.lambda.send(new ListFunctionsCommand({}));

    expect(Functions).toHaveLength(6);
    expect(new Set(Functions.map(({ Role }) => Role)).size).toBe(6);
  });
});

/** Variables that the emulator sets to its own values. */
const variablesOfLambda: ReadonlySet<string> = new Set([
  'AWS_CA_BUNDLE',
  'HOME',
  'LANG',
  'NODE_EXTRA_CA_CERTS',
  'PATH',
  'REQUESTS_CA_BUNDLE',
  'SSL_CERT_FILE',
  'TMPDIR',
  'TZ',
]);

/** The properties that the emulator's CloudFormation uses. Source: MiniStack 1.5.33, its provisioners and tests, 2026-11-21. */
const usedProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['Description', 'Name', 'ProtocolType'],
  'AWS::ApiGatewayV2::Integration': ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion'],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'AuthorizationType', 'RouteKey', 'Target'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'AutoDeploy', 'StageName'],
  // It has a meaning only on AWS.
  'AWS::CDK::Metadata': ['Analytics'],
  'AWS::Events::EventBus': ['Name'],
  'AWS::Events::Rule': ['Description', 'ScheduleExpression', 'State', 'Targets'],
  'AWS::IAM::Policy': ['PolicyDocument', 'PolicyName', 'Roles'],
  'AWS::IAM::Role': ['AssumeRolePolicyDocument', 'Description'],
  'AWS::Lambda::EventSourceMapping': [
    'BatchSize',
    'EventSourceArn',
    'FunctionName',
    'FunctionResponseTypes',
    'ScalingConfig',
  ],
  'AWS::Lambda::Function': [
    'Code',
    'Description',
    'Environment',
    'Handler',
    'LoggingConfig',
    'Role',
    'Timeout',
  ],
  'AWS::Logs::LogGroup': ['LogGroupName', 'RetentionInDays'],
  'AWS::S3::Bucket': [
    'NotificationConfiguration',
    'PublicAccessBlockConfiguration',
    'VersioningConfiguration',
  ],
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
  'AWS::SQS::Queue': ['MessageRetentionPeriod', 'RedrivePolicy', 'SqsManagedSseEnabled', 'VisibilityTimeout'],
  'AWS::SSM::Parameter': ['Description', 'Tier', 'Type', 'Value'],
  'AWS::SecretsManager::Secret': ['Description'],
};
