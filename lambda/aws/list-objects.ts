import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

/** An object in a list. */
export interface ListedObject {
  readonly key: string;
  /** The time when it was stored, by S3's clock. */
  readonly storedAt: Date;
}

/** One page of a list of objects, in the order of their keys. */
export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  /** Whether more objects follow. */
  readonly more: boolean;
}

/** Lists the objects of a bucket with a prefix, after a key: a thousand at most. */
export type ListObjects = (prefix: string, after?: string) => Promise<ObjectPage>;

/** Makes the `ListObjects` of a bucket. */
export function listObjects(client: S3Client, bucket: string): ListObjects {
  return async (prefix, after) => {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix || undefined, StartAfter: after }),
    );
    const objects = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
      Key && LastModified ? [{ key: Key, storedAt: LastModified }] : [],
    );
    return { objects, more: page.IsTruncated === true };
  };
}

/** Returns the key that comes behind each key of a folder: `0` comes after `/`. */
export const behindFolder = (folder: string): string => `${folder}0`;

/** Lists all objects with a prefix, page by page. */
export async function* allObjects(
  list: ListObjects,
  prefix: string,
  after?: string,
): AsyncGenerator<ListedObject, void> {
  let last = after;
  for (;;) {
    const { objects, more } = await list(prefix, last);
    yield* objects;
    last = objects.at(-1)?.key;
    if (!more || last === undefined) return;
  }
}
