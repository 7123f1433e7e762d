import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  type S3Client,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { spoolKey } from '../contracts/object-keys';
import type { VerifiedWebhook } from '../contracts/verified-webhook';

/** An object that waits in the spool. */
export interface SpooledObject {
  readonly key: string;
  readonly spooledAt: Date;
}

/** The spool bucket, as the publisher sees it: webhooks that were too large for SQS, or came while it was down. */
export interface Spool {
  readonly bucket: string;
  /** The object's text, or nothing where it is gone: then it was published. */
  readonly read: (key: string) => Promise<string | undefined>;
  /** Safe to repeat. */
  readonly remove: (key: string) => Promise<void>;
  /** One page of what waits, in the order of the keys, behind a key: at most a thousand. */
  readonly list: (
    after?: string,
  ) => Promise<{ readonly objects: readonly SpooledObject[]; readonly more: boolean }>;
}

/** The spool in that bucket. */
export function spool(client: S3Client, bucket: string): Spool {
  return {
    bucket,
    async read(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (!Body) throw new Error(`S3 gave no body for ${key}`);
        return await Body.transformToString();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async list(after) {
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, StartAfter: after }));
      const objects = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
        Key && LastModified ? [{ key: Key, spooledAt: LastModified }] : [],
      );
      return { objects, more: page.IsTruncated === true };
    },
  };
}

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
