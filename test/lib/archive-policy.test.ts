import { runSimulation } from '@cloud-copilot/iam-simulate';
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
import { resourcesOf, settle, synth } from './synth';

const bucketName = 'archive';
const accountId = '123456789012';

/** What S3 would evaluate for one call. */
interface RecordedCall {
  readonly action: string;
  readonly key: string;
  readonly context: Record<string, string>;
}

/**
 * A client that sends nothing: each request that would go over the wire is recorded as S3's policy engine sees it, with
 * the action it needs and the condition keys that its headers make.
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

/** The permission that S3 asks for. Source: Actions, resources, and condition keys for Amazon S3, checked 2026-11-21. */
function actionOf(command: string, query: Record<string, string>): string {
  if (command === 'DeleteObjectCommand')
    return query.versionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  return command === 'HeadObjectCommand' || command === 'GetObjectCommand' ? 's3:GetObject' : 's3:PutObject';
}

/** The bucket's policy as the template has it. */
const bucketPolicy = (() => {
  const [, policy] = Object.entries(resourcesOf(synth().template)).find(([id]) =>
    id.startsWith('SigningArchiveBucketPolicy'),
  )!;
  const settled = JSON.stringify(settle(policy.Properties.PolicyDocument));
  return JSON.parse(settled.replaceAll('<ArchiveBucket.Arn>', `arn:aws:s3:::${bucketName}`)) as object;
})();

/** What comes of a call by somebody whose own policy lets them do anything. */
async function verdict({ action, key, context }: RecordedCall): Promise<string> {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${accountId}:assumed-role/Archiver/run`,
        action,
        resource: { resource: `arn:aws:s3:::${bucketName}/${key}`, accountId },
        contextVariables: context,
      },
      identityPolicies: [
        {
          name: 'everything',
          policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
        },
      ],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: bucketPolicy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult;
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
  'what the rooms really send is allowed: %s',
  async (key) => {
    const put = await record((client) => writeOnceBucket(client, bucketName).putOnce({ ...object, key }));
    const describe = await record((client) => writeOnceBucket(client, bucketName).describe(key));

    expect(put).toMatchObject({ action: 's3:PutObject', key, context: { 's3:if-none-match': '*' } });
    expect(await verdict(put)).toBe('Allowed');
    expect(await verdict(describe)).toBe('Allowed');
  },
);

const at = { Bucket: bucketName, Key: object.key };
const copy: CopyObjectCommandInput = { ...at, CopySource: `${bucketName}/elsewhere.pdf` };

test.each<[string, (client: S3Client) => Promise<unknown>]>([
  ['a put without If-None-Match', (s3) => s3.send(new PutObjectCommand({ ...at, Body: 'x' }))],
  ['a put with If-Match', (s3) => s3.send(new PutObjectCommand({ ...at, Body: 'x', IfMatch: '"etag"' }))],
  ['a copy over it', (s3) => s3.send(new CopyObjectCommand(copy))],
  ['a multipart upload', (s3) => s3.send(new CreateMultipartUploadCommand(at))],
  ['a part', (s3) => s3.send(new UploadPartCommand({ ...at, PartNumber: 1, UploadId: 'u', Body: 'x' }))],
  ['a delete', (s3) => s3.send(new DeleteObjectCommand(at))],
  ['the delete of a version', (s3) => s3.send(new DeleteObjectCommand({ ...at, VersionId: 'v' }))],
])('refuses what a faulty archiver would send: %s', async (_what, act) => {
  const call = await record(act);

  expect(await verdict(call)).toBe('ExplicitlyDenied');
});

test('refuses whatever does not come over TLS', async () => {
  const put = await record((client) => writeOnceBucket(client, bucketName).putOnce(object));

  expect(await verdict({ ...put, context: { ...put.context, 'aws:SecureTransport': 'false' } })).toBe(
    'ExplicitlyDenied',
  );
});

test('leaves the rest of the bucket to its owner', async () => {
  const call = await record((s3) => s3.send(new DeleteObjectCommand({ ...at, Key: 'mine/a.pdf' })));

  expect(await verdict(call)).toBe('Allowed');
});
