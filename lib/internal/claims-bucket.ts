import { Duration } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { privateBucket } from './private-bucket';
import { removePolicyWith } from './resource-policy';
import { type Settings } from './settings';

/**
 * Makes the bucket with the claims of waiting archive jobs: one small object for each envelope. It is no part of the
 * archive, because claims are changed and expire. A waiting job renews its claim within hours, so only ended ones expire.
 */
export function makeClaimsBucket(scope: Construct, settings: Settings): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'ClaimsBucket', {
    ...privateBucket(settings),
    lifecycleRules: [{ id: 'Ended', expiration: Duration.days(30) }],
  });
  removePolicyWith(bucket, settings.removalPolicy);
  acknowledge(bucket, 'S1', 'Only the archiver reads and writes it; a claim has ids and times only');
  return bucket;
}
