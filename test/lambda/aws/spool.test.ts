import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { spool } from '../../../lambda/aws/spool';
import { refusal } from './refusal';
import { streamedBody } from './streamed-body';

const s3 = mockClient(S3Client);
const { read, remove, list } = spool(new S3Client({ region: 'eu-central-1' }), 'spool-bucket');
const metadata = { httpStatusCode: 404 };

beforeEach(() => {
  s3.reset();
});

test('an object is read as text', async () => {
  s3.on(GetObjectCommand, { Bucket: 'spool-bucket', Key: 'e/d.json' }).resolves({
    Body: streamedBody('{"ü":1}'),
  });

  await expect(read('e/d.json')).resolves.toBe('{"ü":1}');
});

test('reading an object that is gone returns undefined', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchKey({ message: 'gone', $metadata: metadata }));

  await expect(read('e/d.json')).resolves.toBeUndefined();
});

test('reading from a missing bucket fails: the object is not published', async () => {
  s3.on(GetObjectCommand).rejects(new NoSuchBucket({ message: 'gone', $metadata: metadata }));

  await expect(read('e/d.json')).rejects.toBeInstanceOf(NoSuchBucket);
});

test('reading without permission fails', async () => {
  s3.on(GetObjectCommand).rejects(refusal('AccessDenied', 403));

  await expect(read('e/d.json')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('an answer without a body fails: the object is not published', async () => {
  s3.on(GetObjectCommand).resolves({});

  await expect(read('e/d.json')).rejects.toThrow();
});

test('an object is deleted by its key', async () => {
  s3.on(DeleteObjectCommand).resolves({});

  await remove('e/d.json');

  expect(s3.commandCalls(DeleteObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'spool-bucket',
    Key: 'e/d.json',
  });
});

test('a page has keys, ages, and whether there is more', async () => {
  const LastModified = new Date('2026-11-21T10:00:00Z');
  s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: 'e/d.json', LastModified }], IsTruncated: true });

  await expect(list('e/a.json')).resolves.toEqual({
    objects: [{ key: 'e/d.json', spooledAt: LastModified }],
    more: true,
  });
  expect(s3.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toEqual({
    Bucket: 'spool-bucket',
    StartAfter: 'e/a.json',
  });
});

test('an empty spool is an empty page', async () => {
  s3.on(ListObjectsV2Command).resolves({ KeyCount: 0, IsTruncated: false });

  await expect(list()).resolves.toEqual({ objects: [], more: false });
});
