// A CDK app with a key, with a bus, a bucket and secrets that exist already, and with few metrics.
import { App, ArnFormat, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { EsignMetric, EsignProvider, EsignWebhooks } from '../../../lib';
import type { sampleContext } from '../harness/sample/sample-endpoint';
import { theirs } from './their-names';

const app = new App();
const context = app.node.tryGetContext('esign') as string | ReturnType<typeof sampleContext>;
const { stackName, endpoints } = (typeof context === 'string' ? JSON.parse(context) : context) as ReturnType<
  typeof sampleContext
>;
const stack = new Stack(app, stackName);

new EsignWebhooks(stack, 'Signing', {
  encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  formerEncryptionKeys: [new kms.Key(stack, 'FormerKey')],
  archiveBucket: s3.Bucket.fromBucketName(stack, 'Bucket', theirs.bucket),
  eventBus: events.EventBus.fromEventBusName(stack, 'Bus', theirs.bus),
  metrics: [EsignMetric.BUNDLE_ARCHIVED],
  providers: endpoints.map(({ endpoint, apiUrl }) =>
    EsignProvider.iinkedSign({
      endpoint,
      apiUrl,
      webhookSecret: secretsmanager.Secret.fromSecretNameV2(stack, 'WebhookSecret', theirs.webhookSecret),
      apiKey: secretsmanager.Secret.fromSecretPartialArn(
        stack,
        'ApiKey',
        stack.formatArn({
          service: 'secretsmanager',
          resource: 'secret',
          resourceName: theirs.apiKey,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ),
    }),
  ),
});
