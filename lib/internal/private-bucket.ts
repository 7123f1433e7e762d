import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Settings } from './settings';

/** Returns the properties of all our buckets: private, encrypted, TLS only, all objects owned by the account. */
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
