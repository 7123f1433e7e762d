import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { type Settings } from './settings';

/**
 * Makes the queue with the pages of the passes. It has no dead-letter queue, and forgets a page after a day: the next pass does what
 * a lost one should have done, and an alarm says if none finishes. Nothing in it is worth more than the stack.
 */
export function makePassQueue(scope: Construct, id: string, { encryptionKey }: Settings): sqs.Queue {
  const queue = new sqs.Queue(scope, id, {
    // The reconciler runs up to 15 minutes.
    visibilityTimeout: Duration.minutes(20),
    retentionPeriod: Duration.days(1),
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
    ...(encryptionKey
      ? { encryption: sqs.QueueEncryption.KMS, encryptionMasterKey: encryptionKey }
      : { encryption: sqs.QueueEncryption.SQS_MANAGED }),
  });
  acknowledge(queue, 'SQS3', 'The next pass does what a lost page should have done');
  return queue;
}
