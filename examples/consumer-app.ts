// Another app than the one that made the pipeline: it gets rules, grants and metrics by the pipeline's attributes.
//
//   npx --no-install cdk synth --app "tsx examples/consumer-app.ts"
import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EsignMetric, EsignWebhooks } from 'cdk-esign-webhooks';

const app = new App();
const account = '123456789012';
const region = 'eu-west-1';
const stack = new Stack(app, 'ContractFiling', { env: { account, region } });

const signing = EsignWebhooks.fromAttributes(stack, 'Signing', {
  // The outputs of the pipeline's stack have the names of the bus and of the bucket.
  eventBus: events.EventBus.fromEventBusArn(
    stack,
    'Bus',
    `arn:aws:events:${region}:${account}:event-bus/EsignWebhooks.Signing`,
  ),
  archiveBucket: s3.Bucket.fromBucketAttributes(stack, 'Archive', {
    bucketName: 'esignwebhooks-signingarchivebucket-abc',
    encryptionKey: kms.Key.fromKeyArn(
      stack,
      'Key',
      `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
    ),
  }),
  endpoints: ['documenso', 'sign-plus'],
  serviceName: 'EsignWebhooks-Signing',
});

const fileIt = new lambda.Function(stack, 'FileIt', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline(
    'exports.handler = async ({ detail }) => console.log(detail.archive.manifest.key);',
  ),
});
signing.onEnvelopeArchived('FileContracts', {
  endpoints: ['documenso'],
  target: new targets.LambdaFunction(fileIt),
});
signing.grants.readDocuments(fileIt, 'documenso');

new cloudwatch.Dashboard(stack, 'Dashboard', {
  widgets: [[new cloudwatch.GraphWidget({ left: [signing.metric(EsignMetric.BUNDLE_ARCHIVED)] })]],
});

app.synth();
