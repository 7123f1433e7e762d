import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { spool } from '../../../lambda/aws/spool';
import { spoolWriter } from '../../../lambda/aws/spool-writer';
import { verifiedWebhookSchema } from '../../../lambda/contracts/verified-webhook';
import { jsonText } from '../../../lambda/kit/json-text';
import { refusal, streamedBody } from './s3-answers';

const s3 = mockClient(S3Client);
const client = new S3Client({ region: 'eu-central-1' });
const { read, remove, list } = spool(client, 'spool-bucket');
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

describe('spoolWriter', () => {
  const webhook = verifiedWebhookSchema.parse({
    version: 1,
    deliveryId: '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f',
    provider: 'iinked-sign',
    endpoint: 'contracts',
    authenticity: 'hmac-sha256',
    receivedAt: '2026-11-21T12:00:00.000Z',
    request: { headers: {}, body: '{"name":"Žofie"}', bodyEncoding: 'utf8', sha256: '0'.repeat(64) },
  });
  const { signal } = new AbortController();
  const { put } = spoolWriter(client, 'spool-bucket');

  it('stores the message below its endpoint, under the id of the delivery', async () => {
    s3.on(PutObjectCommand).resolves({});

    await put(webhook, jsonText(webhook), signal);

    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'spool-bucket',
        Key: 'contracts/6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f.json',
        Body: JSON.stringify(webhook),
        ContentType: 'application/json',
      },
    ]);
  });

  it('passes its signal to the client', async () => {
    await put(webhook, jsonText(webhook), signal);

    const [, options] = s3.send.firstCall.args as readonly unknown[];
    expect(options).toEqual({ abortSignal: signal });
  });

  it('throws the error of the client', async () => {
    const fault = new Error('down');
    s3.on(PutObjectCommand).rejects(fault);

    await expect(put(webhook, jsonText(webhook), signal)).rejects.toBe(fault);
  });
});
