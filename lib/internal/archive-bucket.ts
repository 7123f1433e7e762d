import { Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { pastePolicy } from './paste-policy';
import { privateBucket } from './private-bucket';
import { type Settings } from './settings';

/** What is written once: the bundles and the raw requests. */
const writeOncePrefixes = ['documents/*', 'webhooks/*'];

/** Makes the bucket that keeps executed PDFs and raw requests, with Object Lock when the user asked for it. */
export function makeArchiveBucket(
  scope: Construct,
  settings: Settings,
  retention?: s3.ObjectLockRetention,
): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'ArchiveBucket', {
    ...privateBucket(settings),
    versioned: true,
    objectLockDefaultRetention: retention,
  });
  // A bucket that stays when the stack goes must stay write-once.
  bucket.policy?.applyRemovalPolicy(settings.removalPolicy);
  acknowledge(
    bucket,
    'S1',
    'Who reads what is in CloudTrail data events, if its owner wants it; a log bucket is theirs',
  );
  return bucket;
}

/** Adds the write-once policy to the archive bucket; where CDK cannot, a warning shows it. */
export function makeWriteOnce(scope: Construct, bucket: s3.IBucket): void {
  const refused = writeOnceStatements(bucket).filter(
    (statement) => !bucket.addToResourcePolicy(statement).statementAdded,
  );
  if (refused.length === 0) return;
  Validations.of(scope).addWarning(
    'cdk-esign-webhooks:archive-bucket-policy',
    `The policy of your archiveBucket cannot be changed from here. It should be versioned, and needs these statements to be write-once:\n${pastePolicy(scope, refused)}`,
  );
}

/**
 * What makes the archive write-once, whoever writes: no put without `If-None-Match` (so no plain copy and no multipart
 * upload either), and no delete.
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
  ];
}
