import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { type Settings } from './settings';

/** What is written once: the bundles and the raw requests. */
const writeOncePrefixes = ['documents/*', 'webhooks/*'];

/**
 * Makes the bucket that keeps executed PDFs and raw requests: versioned, private, TLS only.
 *
 * @param retention Object Lock on everything in it, when the user asked for it
 */
export function makeArchiveBucket(
  scope: Construct,
  settings: Settings,
  retention?: s3.ObjectLockRetention,
): s3.Bucket {
  return new s3.Bucket(scope, 'ArchiveBucket', {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: settings.encryptionKey ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
    encryptionKey: settings.encryptionKey,
    bucketKeyEnabled: settings.encryptionKey ? true : undefined,
    enforceSSL: true,
    versioned: true,
    objectLockDefaultRetention: retention,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: settings.removalPolicy,
  });
}

/**
 * What makes the archive write-once, whoever writes: no put without `If-None-Match` (so no copy and no multipart
 * upload either), and no delete.
 */
export function writeOnceStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
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
