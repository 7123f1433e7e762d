import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Settings } from './settings';

/** What both buckets are: private, encrypted, TLS only, owned by the account whoever writes. */
export function privateBucket({ encryptionKey, removalPolicy }: Settings): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy,
    ...(encryptionKey
      ? { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }
      : { encryption: s3.BucketEncryption.S3_MANAGED }),
  };
}
