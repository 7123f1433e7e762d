import { App, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { EsignProvider, EsignWebhooks, IinkedSignApi, type EsignWebhooksProps } from '../../lib';
import { makeStack, oneEndpoint, resourcesOf, resolveTokens } from './synth';

const at = { account: '123456789012', region: 'eu-west-1' };

/** Synthesizes the construct in its own stack, beside a stack with the resources that `bring` makes. */
function beside(bring: (stack: Stack) => Partial<EsignWebhooksProps>) {
  const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'weak' } });
  const theirs = new Stack(app, 'Theirs', { env: at });
  new CfnWaitConditionHandle(theirs, 'NeverEmpty');
  const ours = new Stack(app, 'Ours', { env: at });
  const signing = new EsignWebhooks(ours, 'Signing', { ...oneEndpoint, ...bring(theirs) });
  app.synth();
  return { signing, ours, theirs: Template.fromStack(theirs), template: Template.fromStack(ours) };
}

const warnings = (stack: Stack) =>
  Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));

test('an API of another stack gets its routes in this stack, without the default authorizer of the API', () => {
  const { template, theirs, signing, ours } = beside((stack) => ({
    httpApi: new apigatewayv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: {
        bind: () => ({ authorizationType: 'JWT', authorizerId: 'theirs' }),
      } as apigatewayv2.IHttpRouteAuthorizer,
    }),
  }));

  theirs.resourceCountIs('AWS::ApiGatewayV2::Route', 0);
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 0);
  template.resourceCountIs('AWS::ApiGatewayV2::Stage', 0);
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
    RouteKey: 'POST /webhooks/iinked-sign',
    AuthorizationType: 'NONE',
  });
  expect(JSON.stringify(ours.resolve(signing.webhookUrl('iinked-sign')))).toContain('/webhooks/iinked-sign');
  expect(warnings(ours)).toEqual([
    expect.stringContaining('You configure throttling and access logs of your httpApi'),
  ]);
});

test('an imported API needs only a baseUrl', () => {
  const stack = makeStack();
  const httpApi = apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'a1b2' });

  const signing = new EsignWebhooks(stack, 'Signing', {
    ...oneEndpoint,
    httpApi,
    baseUrl: 'https://hooks.example.com',
  });

  expect(signing.webhookUrl('iinked-sign')).toBe('https://hooks.example.com/webhooks/iinked-sign');
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a bucket of another stack gets the write-once policy in addition to its own', () => {
  const { theirs, ours } = beside((stack) => ({
    archiveBucket: new s3.Bucket(stack, 'Bucket', { enforceSSL: true, versioned: true }),
  }));

  theirs.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Sid: 'PutOnlyOnce', Effect: 'Deny' }),
        Match.objectLike({ Sid: 'NeverDelete', Effect: 'Deny' }),
      ]),
    },
  });
  expect(warnings(ours)).toEqual([expect.stringContaining('archive-bucket-writers')]);
});

test('an imported bucket leads to a warning with the statements to paste', () => {
  const { ours, template } = beside((stack) => ({
    archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'their-archive'),
  }));

  // The policies of spool and claims.
  template.resourceCountIs('AWS::S3::BucketPolicy', 2);
  const [warning = ''] = warnings(ours);
  expect(warning).toMatch(/"Sid": "PutOnlyOnce"[^]*"Sid": "NeverDelete"/);
  expect(warning).toContain(':s3:::their-archive/documents/*');
});

test('existing buses and secrets are used as they are and are not in the outputs', () => {
  const stack = makeStack();
  const webhookSecret = secretsmanager.Secret.fromSecretNameV2(stack, 'Hook', 'their/hook');
  const apiKey = secretsmanager.Secret.fromSecretCompleteArn(
    stack,
    'Key',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-a1b2c3',
  );
  const eventBus = events.EventBus.fromEventBusArn(
    stack,
    'Bus',
    'arn:aws:events:eu-west-1:210987654321:event-bus/x',
  );

  new EsignWebhooks(stack, 'Signing', {
    eventBus,
    providers: [EsignProvider.iinkedSign({ apiUrl: IinkedSignApi.US, webhookSecret, apiKey })],
  });

  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  template.resourceCountIs('AWS::Events::EventBus', 0);
  const text = JSON.stringify(resolveTokens(template.toJSON()));
  expect(text).toContain(
    '"Resource":"arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:their/hook-??????"',
  );
  expect(text).toContain('"Resource":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-a1b2c3"');
  expect(text).toContain('"EVENT_BUS":"arn:aws:events:eu-west-1:210987654321:event-bus/x"');
  expect(Object.keys(template.findOutputs('*')).filter((name) => name.includes('Secret'))).toEqual([]);
});

const serviceStatements = [
  {
    Sid: 'EncryptLogs',
    Principal: { Service: expect.stringMatching(/^logs\./) as string },
    Condition: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': expect.stringContaining(':log-group:*') as string },
    },
  },
  {
    Sid: 'SendToEncryptedQueue',
    Principal: { Service: 's3.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Condition: { StringEquals: { 'aws:SourceAccount': expect.anything() as string } },
  },
  {
    Sid: 'SendSweepsToEncryptedQueue',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
];

test('an encryption key encrypts all stored data, and its policy allows the services that need it', () => {
  const stack = makeStack();
  const encryptionKey = new kms.Key(stack, 'Key');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, encryptionKey });

  const template = Template.fromStack(stack);
  const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
  // The sixth queue is for sweeps that could not be delivered. It has no data.
  template.resourceCountIs('AWS::SQS::Queue', 6);
  template.resourcePropertiesCountIs('AWS::SQS::Queue', { KmsMasterKeyId: key }, 5);
  template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: key });
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key });
  template.allResourcesProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: { KMSMasterKeyID: key, SSEAlgorithm: 'aws:kms' },
        },
      ],
    },
  });
  const [, keyResource] = Object.entries(resourcesOf(template)).find(
    ([, { Type }]) => Type === 'AWS::KMS::Key',
  )!;
  expect(resolveTokens(keyResource.Properties.KeyPolicy)).toMatchObject({
    Statement: [{}, ...serviceStatements],
  });
});

test('no inline policy names the key, because it would change only after the queues', () => {
  const stack = makeStack();

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, encryptionKey: new kms.Key(stack, 'Key') });

  const policies = Object.values(resourcesOf(Template.fromStack(stack))).filter(
    ({ Type }) => Type === 'AWS::IAM::Policy',
  );
  for (const { Properties } of policies) {
    const { Statement } = (Properties as { PolicyDocument: { Statement: { Action: unknown }[] } })
      .PolicyDocument;
    const onKey = Statement.filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
    expect(onKey).toEqual([]);
  }
});

test('an imported key leads to a warning with the statements to paste', () => {
  const { ours } = beside((stack) => ({
    encryptionKey: kms.Key.fromKeyArn(
      stack,
      'Key',
      'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    ),
  }));

  expect(warnings(ours)).toEqual([
    expect.stringMatching(
      /"Sid": "EncryptLogs"[^]*"Sid": "SendToEncryptedQueue"[^]*"Sid": "SendSweepsToEncryptedQueue"/,
    ),
  ]);
});

test('only archiver and reconciler are in the VPC, and only Lambda itself may make network interfaces', () => {
  const stack = makeStack();
  const vpc = new ec2.Vpc(stack, 'Vpc');

  new EsignWebhooks(stack, 'Signing', { ...oneEndpoint, vpc });

  const template = Template.fromStack(stack);
  template.resourcePropertiesCountIs('AWS::Lambda::Function', { VpcConfig: Match.anyValue() }, 2);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Sid: 'JoinNetwork', Effect: 'Allow' }),
        Match.objectLike({
          Sid: 'JoinNetworkByLambdaAlone',
          Effect: 'Deny',
          Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
        }),
      ]),
    },
  });
});
