import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { spoolKey } from '../contracts/archive-keys';
import type { VerifiedWebhook } from '../contracts/verified-webhook';

/** Where a verified webhook goes that the intake queue cannot take. */
export interface SpoolWriter {
  /** Safe to repeat: the same delivery has the same key and the same content. */
  readonly put: (webhook: VerifiedWebhook, signal: AbortSignal) => Promise<void>;
}

/** The spool in an S3 bucket, whose notification brings each object to the intake queue. */
export function spoolWriter(client: S3Client, bucket: string): SpoolWriter {
  return {
    async put(webhook, signal) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: spoolKey(webhook.endpoint, webhook.deliveryId),
        Body: JSON.stringify(webhook),
        ContentType: 'application/json',
      });
      await client.send(command, { abortSignal: signal });
    },
  };
}
