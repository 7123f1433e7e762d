import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { privateBucket } from './private-bucket';
import { addOrWarn, removePolicyWith } from './resource-policy';
import { type Settings } from './settings';
import { message } from './message';

/** The objects that are written once: the bundles, the raw requests, and the notes of what was ordered. */
const writeOncePrefixes = ['documents/*', 'webhooks/*', 'reconciliation/*'];

/**
 * The rule for the objects of test webhooks, which are gone after 30 days. With a retention they are only hidden then: S3 removes
 * a locked version when its retention ends.
 */
const testsEnd: s3.LifecycleRule = {
  id: 'TestsEnd',
  prefix: 'test/',
  expiration: Duration.days(30),
  noncurrentVersionExpiration: Duration.days(1),
};

/** Makes the bucket for executed PDFs and raw requests, with Object Lock if the user gives a retention. */
export function makeArchiveBucket(
  scope: Construct,
  settings: Settings,
  retention?: s3.ObjectLockRetention,
): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'ArchiveBucket', {
    ...privateBucket(settings),
    versioned: true,
    lifecycleRules: [testsEnd],
    objectLockDefaultRetention: retention,
  });
  // A bucket that outlives the stack must stay write-once.
  removePolicyWith(bucket, settings.removalPolicy);
  acknowledge(
    bucket,
    'S1',
    'CloudTrail data events can record reads; the owner of the account decides, and has the log bucket',
  );
  return bucket;
}

/** Adds the write-once policy to the archive bucket. */
export function makeWriteOnce(scope: Construct, bucket: s3.IBucket): void {
  addOrWarn(scope, writeOnceStatements(bucket), (statement) => bucket.addToResourcePolicy(statement), {
    id: 'cdk-esign-webhooks:archive-bucket-policy',
    message: message`CDK cannot change the policy of your archiveBucket. Turn on versioning, and add these statements to make the bucket write-once:`,
  });
}

/**
 * Returns the statements that make the archive write-once for every principal. A put needs `If-None-Match`, which also
 * rules out plain copies and multipart uploads. Deletion is denied. So is replication into the archive: it writes new
 * versions and delete markers without a put. Nobody may shorten a retention in governance mode.
 */
function writeOnceStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
  const common = {
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    resources: writeOncePrefixes.map((prefix) => bucket.arnForObjects(prefix)),
  };
  return [
    new iam.PolicyStatement({
      ...common,
      sid: 'PutOnlyOnce',
      actions: ['s3:PutObject'],
      conditions: { Null: { 's3:if-none-match': 'true' } },
    }),
    new iam.PolicyStatement({
      ...common,
      sid: 'NeverDelete',
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    }),
    new iam.PolicyStatement({
      ...common,
      sid: 'NeverReplicate',
      actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ObjectOwnerOverrideToBucketOwner'],
    }),
    new iam.PolicyStatement({
      ...common,
      sid: 'NeverBypassRetention',
      actions: ['s3:BypassGovernanceRetention'],
    }),
  ];
}
