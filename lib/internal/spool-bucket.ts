import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { privateBucket } from './private-bucket';
import { removePolicyWith } from './resource-policy';
import { type Settings } from './settings';

/**
 * Makes the bucket for webhooks that a verifier cannot send to the intake queue, because they are too large for SQS or
 * SQS does not answer. A notification of the bucket brings them to the intake queue.
 *
 * The notification is set on the L1 construct, because the L2 construct would deploy a custom resource. S3 checks the
 * queue policy when the notification is set, so the bucket depends on the policy. To avoid a cycle, the policy names the
 * account as source instead of the bucket.
 */
export function makeSpoolBucket(scope: Construct, intake: sqs.Queue, settings: Settings): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'SpoolBucket', {
    ...privateBucket(settings),
    lifecycleRules: [{ id: 'GivenUp', expiration: Duration.days(30) }],
  });
  removePolicyWith(bucket, settings.removalPolicy);
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.notificationConfiguration = {
    queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: intake.queueArn }],
  };
  intake.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'SpoolNotification',
      principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [intake.queueArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  resource.node.addDependency(intake.node.findChild('Policy'));
  acknowledge(
    bucket,
    'S1',
    'Only the pipeline reads and writes it, and deletes each object after publishing it',
  );
  return bucket;
}
