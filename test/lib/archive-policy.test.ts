import {
  type CopyObjectCommandInput,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { writeOnceBucket } from '../../lambda/aws/write-once-bucket';
import { archivePolicyIn, bucketName, evaluate as evaluateCall, roleArn } from './evaluate-bucket-policy';
import { synth } from './synth';

/** The parts of a call that the policy engine of S3 evaluates. */
interface RecordedCall {
  readonly action: string;
  readonly key: string;
  readonly context: Record<string, string>;
}

/**
 * Returns a client that records each request instead of sending it. A record has what the policy engine of S3 evaluates:
 * the required action, and the condition keys from the headers.
 */
function recordingClient(calls: RecordedCall[]): S3Client {
  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    (_next, context) => (args) => {
      const { headers, path, query } = args.request as {
        headers: Record<string, string>;
        path: string;
        query: Record<string, string>;
      };
      const ifNoneMatch = headers['if-none-match'];
      calls.push({
        action: actionOf(String(context.commandName), query),
        key: decodeURIComponent(path.replace(/^\//, '')),
        context: {
          'aws:SecureTransport': 'true',
          ...(ifNoneMatch ? { 's3:if-none-match': ifNoneMatch } : {}),
        },
      });
      return Promise.resolve({ response: {}, output: { $metadata: { httpStatusCode: 200 }, Metadata: {} } });
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  return client;
}

/** Returns the permission that S3 requires. Source: Actions, resources, and condition keys for Amazon S3, checked 2026-11-21. */
function actionOf(command: string, query: Record<string, string>): string {
  if (command === 'DeleteObjectCommand')
    return query.versionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  return command === 'HeadObjectCommand' || command === 'GetObjectCommand' ? 's3:GetObject' : 's3:PutObject';
}

const bucketPolicy = archivePolicyIn(synth().template);

/** Evaluates a call by the function that writes such objects. */
function evaluate(call: RecordedCall): Promise<string> {
  const writer = call.key.startsWith('webhooks/') ? 'PublisherRole' : 'IinkedSignEndpointArchiverRole';
  return evaluateCall(bucketPolicy, { ...call, by: roleArn(writer) });
}

async function record(act: (client: S3Client) => Promise<unknown>): Promise<RecordedCall> {
  const calls: RecordedCall[] = [];
  await act(recordingClient(calls));
  expect(calls).toHaveLength(1);
  return calls[0]!;
}

const object = {
  key: 'documents/iinked-sign/envelope/revision/a.pdf',
  body: () => Buffer.from('%PDF-'),
  size: 5,
  sha256: 'a'.repeat(64),
  contentType: 'application/pdf',
};

test.each(['documents/iinked-sign/envelope/revision/manifest.json', 'webhooks/iinked-sign/_/event.json'])(
  'the bucket policy allows the real calls of the stages: %s',
  async (key) => {
    const put = await record((client) => writeOnceBucket(client, bucketName).putOnce({ ...object, key }));
    const describe = await record((client) => writeOnceBucket(client, bucketName).describe(key));

    expect(put).toMatchObject({ action: 's3:PutObject', key, context: { 's3:if-none-match': '*' } });
    expect(await evaluate(put)).toBe('Allowed');
    expect(await evaluate(describe)).toBe('Allowed');
  },
);

const at = { Bucket: bucketName, Key: object.key };
const copy: CopyObjectCommandInput = { ...at, CopySource: `${bucketName}/elsewhere.pdf` };

test.each<[string, (client: S3Client) => Promise<unknown>]>([
  ['a put without If-None-Match', (s3) => s3.send(new PutObjectCommand({ ...at, Body: 'x' }))],
  ['a put with If-Match', (s3) => s3.send(new PutObjectCommand({ ...at, Body: 'x', IfMatch: '"etag"' }))],
  ['a copy over an object', (s3) => s3.send(new CopyObjectCommand(copy))],
  ['a multipart upload', (s3) => s3.send(new CreateMultipartUploadCommand(at))],
  [
    'a part of a multipart upload',
    (s3) => s3.send(new UploadPartCommand({ ...at, PartNumber: 1, UploadId: 'u', Body: 'x' })),
  ],
  ['a delete', (s3) => s3.send(new DeleteObjectCommand(at))],
  ['the delete of a version', (s3) => s3.send(new DeleteObjectCommand({ ...at, VersionId: 'v' }))],
])('the bucket policy denies a call that could overwrite or delete: %s', async (_what, act) => {
  const call = await record(act);

  expect(await evaluate(call)).toBe('ExplicitlyDenied');
});

test('the bucket policy denies calls without TLS', async () => {
  const put = await record((client) => writeOnceBucket(client, bucketName).putOnce(object));

  expect(await evaluate({ ...put, context: { ...put.context, 'aws:SecureTransport': 'false' } })).toBe(
    'ExplicitlyDenied',
  );
});

test('the bucket policy does not restrict other prefixes', async () => {
  const call = await record((s3) => s3.send(new DeleteObjectCommand({ ...at, Key: 'mine/a.pdf' })));

  expect(await evaluate(call)).toBe('Allowed');
});
