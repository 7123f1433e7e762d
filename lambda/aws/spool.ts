import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { listObjects } from './list-objects';

/** An object in the spool. */
export interface SpooledObject {
  readonly key: string;
  readonly spooledAt: Date;
}

/** The spool bucket for the publisher. It contains webhooks that were too large for SQS, or arrived while SQS was down. */
export interface Spool {
  readonly bucket: string;
  /** Reads an object's text; `undefined` if it is gone, which means that it was published. */
  readonly read: (key: string) => Promise<string | undefined>;
  /** Safe to repeat. */
  readonly remove: (key: string) => Promise<void>;
  /** Lists one page of at most a thousand objects in the order of their keys, starting after a key. */
  readonly list: (
    after?: string,
  ) => Promise<{ readonly objects: readonly SpooledObject[]; readonly more: boolean }>;
}

/** Makes the `Spool` of that bucket. */
export function spool(client: S3Client, bucket: string): Spool {
  const list = listObjects(client, bucket);
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
      const { objects, more } = await list('', after);
      return { objects: objects.map(({ key, storedAt }) => ({ key, spooledAt: storedAt })), more };
    },
  };
}
