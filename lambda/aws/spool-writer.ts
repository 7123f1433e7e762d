import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { spoolKey } from '../contracts/object-keys';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import type { JsonText } from '../kit/json-text';

/** The spool bucket for a verifier, for webhooks that the intake queue cannot take. */
export interface SpoolWriter {
  /** Safe to repeat: the same delivery has the same key and content. */
  readonly put: (
    webhook: VerifiedWebhook,
    json: JsonText<VerifiedWebhook>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Makes the `SpoolWriter` of that bucket. S3 notifies the intake queue about each object. */
export function spoolWriter(client: S3Client, bucket: string): SpoolWriter {
  return {
    async put(webhook, json, signal) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: spoolKey(webhook.endpoint, webhook.deliveryId),
        Body: json,
        ContentType: 'application/json',
      });
      await client.send(command, { abortSignal: signal });
    },
  };
}
