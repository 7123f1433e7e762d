import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { privateBucket } from './private-bucket';
import { type Settings } from './settings';

/**
 * Makes the bucket where a verifier puts what the intake queue does not take: too large for SQS, or SQS not answering.
 * The bucket's own notification brings it to the intake queue.
 *
 * The notification is set on the L1: the L2's would deploy a helper function. S3 checks the queue's policy when the
 * notification is set, so the bucket waits for the policy; the policy names its source by account, not by the bucket,
 * or each would wait for the other.
 */
export function makeSpoolBucket(scope: Construct, intake: sqs.Queue, settings: Settings): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'SpoolBucket', {
    ...privateBucket(settings),
    lifecycleRules: [{ id: 'GivenUp', expiration: Duration.days(30) }],
  });
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
    'Only the pipeline reads and writes it, and what it holds is gone when published',
  );
  return bucket;
}
