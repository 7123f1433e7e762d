import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type DeleteMarkerEntry,
  type ObjectVersion as ListedVersion,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { ObjectVersion, OpenVersions } from '../stack/object-versions';
import { failing } from './aws-failure';

/** Reads the versions of objects with S3. */
export function s3ObjectVersions(client: S3Client): OpenVersions {
  return (bucket) => ({
    list: (prefix) => listVersions(client, bucket, prefix),
    stream: (version) => streamVersion(client, bucket, version),
  });
}

async function* listVersions(
  client: S3Client,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<ObjectVersion, void> {
  const doing = `list the versions of ${Prefix} in the bucket ${Bucket}`;
  let place: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client
      .send(new ListObjectVersionsCommand({ Bucket, Prefix, ...place }))
      .catch(failing(client, doing, 's3:ListBucketVersions'));
    for (const listed of page.Versions ?? []) yield* versionOf(listed, false);
    for (const listed of page.DeleteMarkers ?? []) yield* versionOf(listed, true);
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return;
    place = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

function* versionOf(
  listed: ListedVersion & DeleteMarkerEntry,
  isDeletion: boolean,
): Generator<ObjectVersion, void> {
  const { Key: key, VersionId: versionId, LastModified: storedAt, Size: bytes = 0 } = listed;
  if (key !== undefined && versionId !== undefined && storedAt)
    yield { key, versionId, storedAt, bytes, isDeletion };
}

async function* streamVersion(
  client: S3Client,
  Bucket: string,
  { key: Key, versionId: VersionId }: ObjectVersion,
): AsyncGenerator<Uint8Array, void> {
  const fail = failing(client, `read ${Key} in the bucket ${Bucket}`, 's3:GetObjectVersion');
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId })).catch(fail);
  const body = Body as Readable | undefined;
  if (!body) return;
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    await fail(error);
  } finally {
    body.destroy();
  }
}
