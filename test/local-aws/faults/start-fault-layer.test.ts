import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from '../harness/observe/wait-for';
import type { Stage } from './aws-call';
import type { FaultLayer } from './fault-layer';
import { startFaultLayer } from './start-fault-layer';
import { startStubAws, type StubAws } from './stub-aws';

let aws: StubAws;
let layer: FaultLayer;

beforeEach(async () => {
  aws = await startStubAws();
  layer = await startFaultLayer({ endpoint: aws.endpoint, ca: '' });
});

afterEach(async () => {
  await layer.stop();
  await aws.stop();
});

const options = (maxAttempts: number) => ({
  endpoint: layer.endpointOf('publish'),
  region: 'eu-central-1',
  credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  maxAttempts,
});

const QueueUrl = 'https://sqs.eu-central-1.amazonaws.com/000000000000/Intake';

function send(maxAttempts = 1, MessageBody = 'about envelope-7', timeoutMs = 120_000) {
  const client = new SQSClient({ ...options(maxAttempts), useQueueUrlAsEndpoint: false, md5: false });
  return client.send(new SendMessageCommand({ QueueUrl, MessageBody }), {
    abortSignal: AbortSignal.timeout(timeoutMs),
  });
}

const isSending = ({ operation }: { readonly operation: string }) => operation === 'SendMessage';

it('passes a call on as it was signed, and remembers it', async () => {
  await send();

  expect(layer.calls).toEqual([
    expect.objectContaining({
      stage: 'publish',
      service: 'sqs',
      operation: 'SendMessage',
      target: 'Intake',
      text: expect.stringContaining('about envelope-7') as string,
    }),
  ]);
  const [passed] = aws.requests;
  expect(passed?.host).toBe(new URL(layer.endpointOf('publish')).host);
  expect(passed?.authorization).toMatch(/^AWS4-HMAC-SHA256 .*SignedHeaders=.*host/);
});

describe('with the fault', () => {
  it.each([
    ['error', { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } }, 0],
    ['throttle', { name: 'RequestThrottled', $metadata: { httpStatusCode: 400 } }, 0],
    ['hang', { name: 'AbortError' }, 0],
    ['cut', { message: expect.stringContaining('socket hang up') as string }, 0],
    ['lose-answer', { message: expect.stringContaining('socket hang up') as string }, 1],
    ['break-answer', expect.any(Error), 1],
  ] as const)('%s a call fails as with AWS', async (fault, error, done) => {
    layer.arm(isSending, fault);

    const timeoutMs = fault === 'hang' ? 500 : undefined;
    await expect(send(1, 'about envelope-7', timeoutMs)).rejects.toMatchObject(error as object);

    expect(aws.requests).toHaveLength(done);
    expect(layer.calls).toEqual([expect.objectContaining({ fault })]);
  });

  it.each(['error', 'throttle', 'cut', 'lose-answer'] as const)(
    '%s the SDK tries again, with the same invocation id',
    async (fault) => {
      const armed = layer.arm(isSending, fault, { times: 2 });

      await send(3);

      expect(armed.fired()).toBe(2);
      expect(layer.calls.map((call) => call.fault)).toEqual([fault, fault, undefined]);
      expect(new Set(layer.calls.map(({ invocation }) => invocation)).size).toBe(1);
    },
  );

  it.each(['error', 'throttle'] as const)("%s S3's calls fail in S3's own form", async (fault) => {
    const client = new S3Client({ ...options(1), forcePathStyle: true });
    layer.arm(() => true, fault);

    const failed = client.send(new PutObjectCommand({ Bucket: 'records', Key: 'a/b', Body: 'x' }));

    await expect(failed).rejects.toMatchObject(
      fault === 'error'
        ? { name: 'InternalError', $metadata: { httpStatusCode: 500 } }
        : { name: 'SlowDown', $metadata: { httpStatusCode: 503 } },
    );
  });

  it('break-answer half of an object comes', async () => {
    const client = new S3Client({ ...options(1), forcePathStyle: true });
    layer.arm(() => true, 'break-answer');

    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'records', Key: 'a/b' }));

    await expect(Body?.transformToString()).rejects.toThrow('aborted');
  });
});

it('hits only matching calls, as often as asked', async () => {
  const armed = layer.arm(({ text }) => text.includes('envelope-8'), 'error');

  await send(1, 'about envelope-7');
  await expect(send(1, 'about envelope-8')).rejects.toThrow();
  await send(1, 'about envelope-8');

  expect(armed.fired()).toBe(1);
});

it('hits nothing after it is disarmed', async () => {
  layer.arm(isSending, 'error').disarm();

  await expect(send()).resolves.toBeDefined();
});

it('asks the deciding function about each call without an armed fault', async () => {
  const asked: string[] = [];
  layer.arm(({ text }) => text.includes('armed'), 'error');
  layer.decideBy(({ text }) => {
    asked.push(text);
    return 'throttle';
  });

  await expect(send(1, 'armed')).rejects.toMatchObject({ name: 'InternalFailure' });
  await expect(send(1, 'free')).rejects.toMatchObject({ name: 'RequestThrottled' });

  expect(asked).toEqual([expect.stringContaining('free')]);
});

describe('a process with the preload script', () => {
  const asks = {
    'node:http': (url: string) => `require('node:http').request('${url}', { method: 'PUT' }).end()`,
    fetch: (url: string) => `fetch('${url}', { method: 'PUT' })`,
  };

  it.each([
    ['die-before', 'node:http', 0],
    ['die-after', 'node:http', 1],
    ['die-before', 'fetch', 0],
    ['die-after', 'fetch', 1],
  ] as const)('is killed by %s, asked for by %s', async (fault, by, done) => {
    layer.arm(() => true, fault);

    const signal = await endOf(asks[by](`${layer.endpointOf('archive')}/records/key?x-id=PutObject`));

    expect(signal).toBe('SIGKILL');
    expect(aws.requests).toHaveLength(done);
  });

  it('is killed at its next call if it gives up the first one before its end', async () => {
    let answer: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (answer = resolve));
    const slow = await startFaultLayer(
      { endpoint: aws.endpoint, ca: '' },
      {
        around: (forward) => async (call, request) => {
          const answered = await forward(call, request);
          if (call.target.endsWith('slow')) await end;
          return answered;
        },
      },
    );
    const armed = slow.arm(({ stage }) => stage === 'archive', 'die-after');
    const put = (stage: Stage, key: string, signal?: AbortSignal) =>
      fetch(`${slow.endpointOf(stage)}/records/${key}?x-id=PutObject`, { method: 'PUT', body: 'x', signal });

    await expect(put('archive', 'slow', AbortSignal.timeout(200))).rejects.toThrow();
    // The layer sees the broken connection before it answers a call that came after it.
    await put('verify', 'quick');
    answer();
    await waitFor(() => armed.fired() === 0, { what: 'the fault to be taken back', seconds: 10 });

    const again = `${slow.endpointOf('archive')}/records/quick?x-id=PutObject`;
    expect(await endOf(asks.fetch(again))).toBe('SIGKILL');
    expect(armed.fired()).toBe(1);
    await slow.stop();
  });

  it('lives on without a fault', async () => {
    expect(await endOf(asks.fetch(`${layer.endpointOf('archive')}/records/key?x-id=PutObject`))).toBeNull();
  });
});

function endOf(script: string): Promise<string | null | undefined> {
  const preload = join(__dirname, 'die-on-answer.cjs');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--require', preload, '-e', script], (error) =>
      resolve(error ? error.signal : null),
    );
  });
}

it('reports at its end that it could not pass on a request', async () => {
  const nowhere = await startFaultLayer({ endpoint: 'http://127.0.0.1:9', ca: '' });

  await expect(fetch(`${nowhere.endpointOf('verify')}/records/key?x-id=PutObject`)).rejects.toThrow();

  await expect(nowhere.stop()).rejects.toThrow('the fault layer itself has failed');
});
