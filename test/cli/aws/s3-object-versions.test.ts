import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { Readable } from 'node:stream';
import { s3ObjectVersions } from '../../../cli/aws/s3-object-versions';
import { storedObjects } from '../../../cli/envelope/stored-object';
import type { ObjectVersion } from '../../../cli/stack/object-versions';

const client = new S3Client({ region: 'eu-west-1' });
const mock = mockClient(client);
beforeEach(() => mock.reset());

const bucket = s3ObjectVersions(client)('archive');
const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 0, 0, second));
const listed = (Key: string, VersionId: string, second: number) => ({
  Key,
  VersionId,
  LastModified: at(second),
  Size: 3,
});

test('the versions of all pages are listed, and the oldest one of an object comes first, also across pages', async () => {
  mock
    .on(ListObjectVersionsCommand)
    .resolvesOnce({
      Versions: [listed('a', 'v4', 4), listed('a', 'v3', 3)],
      DeleteMarkers: [listed('a', 'gone', 5)],
      IsTruncated: true,
      NextKeyMarker: 'a',
      NextVersionIdMarker: 'v3',
    })
    .resolves({
      Versions: [listed('a', 'v1', 1), listed('b', 'null', 1)],
      DeleteMarkers: [listed('c', 'd', 1)],
    });

  const { objects, more } = await storedObjects(bucket, 'p/');

  expect(more).toBe(false);
  expect(
    objects.map(({ key, versions, isAltered }) => [key, versions.map((one) => one.versionId), isAltered]),
  ).toEqual([
    ['a', ['v1', 'v3', 'v4'], true],
    ['b', ['null'], false],
  ]);
  const [, second] = mock.commandCalls(ListObjectVersionsCommand);
  expect(second?.args[0].input).toMatchObject({ Prefix: 'p/', KeyMarker: 'a', VersionIdMarker: 'v3' });
});

test('a list without an end comes to one, and says so', async () => {
  const Versions = Array.from({ length: 1_000 }, (_, index) => listed('a', `v${index}`, 1));
  mock.on(ListObjectVersionsCommand).resolves({ Versions, IsTruncated: true, NextKeyMarker: 'a' });

  const { more } = await storedObjects(bucket, 'p/');

  expect(more).toBe(true);
  expect(mock.commandCalls(ListObjectVersionsCommand).length).toBeLessThan(30);
});

const version: ObjectVersion = { key: 'a', versionId: 'v1', storedAt: at(1), bytes: 3, isDeletion: false };

/** A body as the SDK gives it, as far as it is used. */
const body = (chunks: Iterable<Buffer> | AsyncIterable<Buffer>) => Readable.from(chunks) as never;

async function read(): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bucket.stream(version)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('just the version that was asked for is read', async () => {
  mock
    .on(GetObjectCommand, { Bucket: 'archive', Key: 'a', VersionId: 'v1' })
    .resolves({ Body: body([Buffer.from('on'), Buffer.from('e')]) });

  expect(await read()).toBe('one');
});

test('bytes that are cut off are a failure in words, and so is a denied call', async () => {
  async function* cutOff() {
    await Promise.resolve();
    yield Buffer.from('on');
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }
  mock.on(GetObjectCommand).resolvesOnce({ Body: body(cutOff()) });
  mock.on(GetObjectCommand).rejects(Object.assign(new Error('x'), { name: 'AccessDenied' }));
  mock.on(ListObjectVersionsCommand).rejects(Object.assign(new Error('x'), { name: 'AccessDenied' }));

  await expect(read()).rejects.toThrow(
    /^Could not read a in the bucket archive: access denied\. You need s3:GetObjectVersion/,
  );
  await expect(storedObjects(bucket, 'p/')).rejects.toThrow(
    /^Could not list the versions of p\/ in the bucket archive: access denied\. You need s3:ListBucketVersions/,
  );
});
