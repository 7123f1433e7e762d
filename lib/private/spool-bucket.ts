import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type Settings } from './settings';

/**
 * Where a verifier puts what the intake queue does not take: too large for SQS, or SQS not answering. The bucket's own
 * notification brings it to the intake queue.
 *
 * The notification is set on the L1: the L2's would deploy a helper function. S3 checks the queue's policy when the
 * notification is set, so the bucket waits for the policy; the policy names its source by account, not by the bucket,
 * or each would wait for the other.
 */
export class SpoolBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, intake: sqs.Queue, settings: Settings) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Bucket', {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: settings.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey: settings.encryptionKey,
      bucketKeyEnabled: settings.encryptionKey ? true : undefined,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ id: 'PublishedOrGivenUp', expiration: Duration.days(30) }],
      removalPolicy: settings.removalPolicy,
    });
    const resource = this.bucket.node.defaultChild as s3.CfnBucket;
    resource.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: intake.queueArn }],
    };
    intake.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'SpoolNotification',
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [intake.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    resource.node.addDependency(intake.node.findChild('Policy'));
  }
}
