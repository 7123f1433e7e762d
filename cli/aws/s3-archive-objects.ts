import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ArchivedObject, ArchiveObjects, OpenArchive } from '../stack/archive-objects';
import { failing } from './aws-failure';

/** Reads the objects of archive buckets with S3. */
export function s3ArchiveObjects(client: S3Client): OpenArchive {
  return (bucket): ArchiveObjects => ({
    list: (prefix, after) => listAll(client, { Bucket: bucket, Prefix: prefix, StartAfter: after }),
    read: async (key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        return await failing(client, `read ${key} in the bucket ${bucket}`, 's3:GetObject')(error);
      }
    },
  });
}

async function* listAll(
  client: S3Client,
  request: { readonly Bucket: string; readonly Prefix: string; readonly StartAfter?: string | undefined },
): AsyncGenerator<ArchivedObject, void> {
  const listed = `list ${request.Prefix} in the bucket ${request.Bucket}`;
  let ContinuationToken: string | undefined;
  do {
    const page = await client
      .send(new ListObjectsV2Command({ ...request, ContinuationToken }))
      .catch(failing(client, listed, 's3:ListBucket'));
    for (const { Key, LastModified, Size } of page.Contents ?? []) {
      if (Key && LastModified) yield { key: Key, storedAt: LastModified, bytes: Size ?? 0 };
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
