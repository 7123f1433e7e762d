import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { claimBucket, type StoredClaim } from '../../../lambda/aws/claim-bucket';
import type { ArchiveClaim } from '../../../lambda/contracts/archive-claim';
import { refusal, streamedBody } from './s3-answers';

const s3 = mockClient(S3Client);
const claims = claimBucket(new S3Client({ region: 'eu-central-1' }), 'claims-bucket');

const key = 'contracts/e-1.json';
const claim: ArchiveClaim = {
  version: 1,
  owner: 'order-1',
  aliveUntil: '2026-11-21T13:00:00.000Z',
  giveUpAt: '2026-11-23T12:00:00.000Z',
  extensions: 2,
  reannounce: false,
  released: false,
};
const text = JSON.stringify(claim);

beforeEach(() => {
  s3.reset();
});

const answerWith = (body: string, ContentLength = Buffer.byteLength(body)) =>
  s3.on(GetObjectCommand).resolves({ Body: streamedBody(body), ContentLength, ETag: '"1"' });
const inputOfPut = () => s3.commandCalls(PutObjectCommand)[0]?.args[0].input;

describe('read', () => {
  test('returns the claim with its state', async () => {
    answerWith(text);

    await expect(claims.read(key)).resolves.toEqual({ etag: '"1"', claim });
    expect(s3.commandCalls(GetObjectCommand)[0]?.args[0].input).toEqual({
      Bucket: 'claims-bucket',
      Key: key,
    });
  });

  test('returns undefined if there is no claim', async () => {
    s3.on(GetObjectCommand).rejects(refusal('NoSuchKey', 404));

    await expect(claims.read(key)).resolves.toBeUndefined();
  });

  test.each([
    ['AccessDenied', 403],
    ['SlowDown', 503],
    ['InternalError', 500],
  ])('throws any other error of S3, since there may be a claim: %s', async (name, status) => {
    s3.on(GetObjectCommand).rejects(refusal(name, status));

    await expect(claims.read(key)).rejects.toMatchObject({ name });
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{"version":1'],
    ['another version', JSON.stringify({ ...claim, version: 2 })],
    ['no owner', JSON.stringify({ ...claim, owner: undefined })],
    ['a lease that is no time', JSON.stringify({ ...claim, aliveUntil: 'for ever' })],
    ['a negative count', JSON.stringify({ ...claim, extensions: -1 })],
  ])('does not trust an object that holds %s, and returns its state only', async (_, body) => {
    answerWith(body);

    await expect(claims.read(key)).resolves.toEqual({ etag: '"1"' });
  });

  test('does not read an object that is too large for a claim, and closes its stream', async () => {
    const transformToString = jest.fn();
    const destroy = jest.fn();
    const Body = { transformToString, destroy } as unknown as ReturnType<typeof streamedBody>;
    s3.on(GetObjectCommand).resolves({ Body, ContentLength: 10_001, ETag: '"1"' });

    await expect(claims.read(key)).resolves.toEqual({ etag: '"1"' });
    expect(transformToString).not.toHaveBeenCalled();
    expect(destroy).toHaveBeenCalledTimes(1);
  });

  test('throws if only a part came: a claim that is there must not be overwritten', async () => {
    answerWith(text.slice(0, 50), text.length);

    await expect(claims.read(key)).rejects.toThrow('only a part');
  });

  test.each([
    ['a body', { ContentLength: 1, ETag: '"1"' }],
    ['an ETag', { Body: streamedBody(text), ContentLength: text.length }],
  ])('throws if the answer has not %s', async (_, answer) => {
    s3.on(GetObjectCommand).resolves(answer);

    await expect(claims.read(key)).rejects.toThrow('without');
  });
});

describe('write', () => {
  test.each<[string, StoredClaim | undefined, object]>([
    ['creates a claim that does not exist', undefined, { IfNoneMatch: '*' }],
    ['changes a claim in the state that was read', { etag: '"1"', claim }, { IfMatch: '"1"' }],
    ['overwrites an unreadable claim in the state that was read', { etag: '"1"' }, { IfMatch: '"1"' }],
  ])('%s', async (_, expected, condition) => {
    s3.on(PutObjectCommand).resolves({ ETag: '"2"' });

    await expect(claims.write(key, claim, expected)).resolves.toBe('written');
    expect(inputOfPut()).toEqual({
      Bucket: 'claims-bucket',
      Key: key,
      Body: text,
      ContentType: 'application/json',
      ...condition,
    });
  });

  test.each([
    ['PreconditionFailed', 412],
    ['ConditionalRequestConflict', 409],
    ['NoSuchKey', 404],
  ])('says that the claim has changed, and does not write again: %s', async (name, status) => {
    s3.on(PutObjectCommand).rejects(refusal(name, status));

    await expect(claims.write(key, claim, { etag: '"1"' })).resolves.toBe('changed');
    expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1);
  });

  test.each([
    ['AccessDenied', 403],
    ['SlowDown', 503],
    ['BadDigest', 400],
  ])('throws any other error of S3: %s', async (name, status) => {
    s3.on(PutObjectCommand).rejects(refusal(name, status));

    await expect(claims.write(key, claim, undefined)).rejects.toMatchObject({ name });
  });

  test('throws when there is no answer', async () => {
    s3.on(PutObjectCommand).rejects(new TypeError('socket hang up'));

    await expect(claims.write(key, claim, undefined)).rejects.toThrow(TypeError);
  });
});
