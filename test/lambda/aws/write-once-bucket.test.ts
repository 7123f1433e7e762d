import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { Readable } from 'node:stream';
import { writeOnceBucket } from '../../../lambda/aws/write-once-bucket';
import { sha256Hex } from '../../../lambda/kit/hash';
import { refusal, streamedBody } from './s3-answers';

const s3 = mockClient(S3Client);
const noPause = () => Promise.resolve();
const bucket = writeOnceBucket(new S3Client({ region: 'eu-central-1' }), 'archive-bucket', noPause);

const text = '{"version":1}';
const object = {
  key: 'webhooks/e/_/id.json',
  body: jest.fn(() => Buffer.from(text)),
  size: text.length,
  sha256: sha256Hex(text),
  contentType: 'application/json',
  metadata: { 'delivery-id': 'd-1' },
};

beforeEach(() => {
  s3.reset();
});

describe('putOnce', () => {
  test('asks S3 not to overwrite, and to check the digest', async () => {
    s3.on(PutObjectCommand).resolves({});

    await expect(bucket.putOnce(object)).resolves.toBe('stored');

    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'archive-bucket',
        Key: 'webhooks/e/_/id.json',
        Body: Buffer.from(text),
        ContentLength: 13,
        ContentType: 'application/json',
        ChecksumSHA256: Buffer.from(sha256Hex(text), 'hex').toString('base64'),
        IfNoneMatch: '*',
        Metadata: { 'delivery-id': 'd-1' },
      },
    ]);
  });

  test('returns exists on a 412', async () => {
    s3.on(PutObjectCommand).rejects(refusal('PreconditionFailed', 412));

    await expect(bucket.putOnce(object)).resolves.toBe('exists');
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  test('retries on a 409, each time with a new body', async () => {
    const conflict = refusal('ConditionalRequestConflict', 409);
    s3.on(PutObjectCommand).rejectsOnce(conflict).rejectsOnce(conflict).resolves({});
    const body = jest.fn(() => Readable.from([Buffer.from(text)]));

    await expect(bucket.putOnce({ ...object, body })).resolves.toBe('stored');

    const bodies = s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Body);
    expect(new Set(bodies).size).toBe(3);
  });

  test.each([
    ['in use', refusal('PreconditionFailed', 412)],
    ['refused', refusal('SlowDown', 503)],
  ])('closes a stream that S3 did not read: the key is %s', async (_, answer) => {
    s3.on(PutObjectCommand).rejects(answer);
    const stream = Readable.from([Buffer.from(text)]);

    await bucket.putOnce({ ...object, body: () => stream }).catch(() => undefined);

    expect(stream.destroyed).toBe(true);
  });

  test('returns exists after a lost race', async () => {
    s3.on(PutObjectCommand)
      .rejectsOnce(refusal('ConditionalRequestConflict', 409))
      .rejects(refusal('PreconditionFailed', 412));

    await expect(bucket.putOnce(object)).resolves.toBe('exists');
  });

  test('fails if the 409s do not end', async () => {
    s3.on(PutObjectCommand).rejects(refusal('ConditionalRequestConflict', 409));

    await expect(bucket.putOnce(object)).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(3);
  });

  test.each([
    ['AccessDenied', 403],
    ['BadDigest', 400],
    ['SlowDown', 503],
  ])('throws any other error of S3: %s', async (name, status) => {
    s3.on(PutObjectCommand).rejects(refusal(name, status));

    await expect(bucket.putOnce(object)).rejects.toMatchObject({ name });
  });

  test('fails when there is no answer', async () => {
    s3.on(PutObjectCommand).rejects(new TypeError('socket hang up'));

    await expect(bucket.putOnce(object)).rejects.toThrow(TypeError);
  });
});

describe('describe', () => {
  test('returns size, digest and metadata', async () => {
    const ChecksumSHA256 = Buffer.from(sha256Hex(text), 'hex').toString('base64');
    s3.on(HeadObjectCommand).resolves({
      ContentLength: 13,
      ChecksumSHA256,
      Metadata: { 'delivery-id': 'd-1' },
    });

    await expect(bucket.describe('k')).resolves.toEqual({
      size: 13,
      sha256: sha256Hex(text),
      metadata: { 'delivery-id': 'd-1' },
    });
    expect(s3.commandCalls(HeadObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'archive-bucket',
      Key: 'k',
      ChecksumMode: 'ENABLED',
    });
  });

  test('omits the digest if S3 has none', async () => {
    s3.on(HeadObjectCommand).resolves({ ContentLength: 13 });

    await expect(bucket.describe('k')).resolves.toEqual({ size: 13, metadata: {} });
  });

  test('returns undefined for a missing object', async () => {
    s3.on(HeadObjectCommand).rejects(refusal('NotFound', 404));

    await expect(bucket.describe('k')).resolves.toBeUndefined();
  });

  test('fails without permission: the object may exist', async () => {
    s3.on(HeadObjectCommand).rejects(refusal('Forbidden', 403));

    await expect(bucket.describe('k')).rejects.toMatchObject({ name: 'Forbidden' });
  });
});

describe('read', () => {
  test('returns the bytes', async () => {
    s3.on(GetObjectCommand).resolves({ Body: streamedBody(text) });

    await expect(bucket.read('k')).resolves.toEqual(new Uint8Array(Buffer.from(text)));
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'archive-bucket',
      Key: 'k',
    });
  });

  test('fails if the object is missing', async () => {
    s3.on(GetObjectCommand).rejects(refusal('NoSuchKey', 404));

    await expect(bucket.read('k')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

test('list returns the keys with the prefix', async () => {
  s3.on(ListObjectsV2Command, { Bucket: 'archive-bucket', Prefix: 'webhooks/e/' }).resolves({
    Contents: [{ Key: 'webhooks/e/a.json' }, { Key: 'webhooks/e/b.json' }],
  });

  expect(await bucket.list('webhooks/e/')).toEqual(['webhooks/e/a.json', 'webhooks/e/b.json']);
});
