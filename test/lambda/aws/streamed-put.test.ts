import { S3Client } from '@aws-sdk/client-s3';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { isNativeError } from 'node:util/types';
import { writeOnceBucket } from '../../../lambda/aws/write-once-bucket';

/** The answer of S3 to one put: a status, or no answer at all. */
type Answer = number | 'reset' | 'reset-while-sending' | 'hang';

const content = randomBytes(3 * 1024 * 1024);
const sha256 = createHash('sha256').update(content).digest('hex');
/** The names of S3's errors, by status. */
const errorNames: Readonly<Record<number, string>> = {
  400: 'RequestTimeout',
  403: 'AccessDenied',
  409: 'ConditionalRequestConflict',
  412: 'PreconditionFailed',
  500: 'InternalError',
  503: 'SlowDown',
};

let folder: string;
let client: S3Client;
/** The answers that are left. After the last one each put is stored. */
let answers: Answer[];
/** The bodies that S3 received whole. */
let received: Buffer[];
let attempts: number;
let pauses: number[];

const server = createServer((request, response) => void answer(request, response));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  attempts++;
  const next = answers.shift() ?? 200;
  if (next === 'reset-while-sending') {
    request.once('data', () => request.socket.resetAndDestroy());
    return;
  }
  const body = await buffer(request);
  if (next === 'hang') return;
  if (next === 'reset') return void request.socket.resetAndDestroy();
  if (next === 200) received.push(body);
  const name = errorNames[next];
  response.writeHead(next).end(name && `<Error><Code>${name}</Code></Error>`);
}

beforeAll(async () => {
  shareErrorsBetweenRealms();
  folder = await mkdtemp(join(tmpdir(), 'streamed-put-'));
  await writeFile(join(folder, 'executed.pdf'), content);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, socketTimeout: 2_000 },
  });
});

/**
 * Makes the SDK recognize the errors of Node.js, which belong to another realm than the code under jest. The SDK wraps what
 * it does not recognize, and the wrapper has neither name nor code.
 */
function shareErrorsBetweenRealms(): void {
  Object.defineProperty(Error, Symbol.hasInstance, {
    value(this: unknown, value: unknown) {
      return this === Error
        ? isNativeError(value)
        : Function.prototype[Symbol.hasInstance].call(this as () => void, value);
    },
  });
}

beforeEach(() => {
  [answers, received, attempts, pauses] = [[], [], 0, []];
  // The client warns about each error of a stream.
  jest.spyOn(console, 'warn').mockReturnValue(undefined);
});

afterAll(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const fromDisk = () => createReadStream(join(folder, 'executed.pdf'));

/** Puts the content, and notes the pauses instead of waiting. */
function put(body: () => Readable | Uint8Array, ...wanted: Answer[]) {
  answers = wanted;
  const pause = (ms: number) => Promise.resolve(pauses.push(ms));
  const object = { key: 'documents/e/1/r/executed.pdf', body, size: content.length, sha256 };
  return writeOnceBucket(client, 'archive', pause).putOnce({ ...object, contentType: 'application/pdf' });
}

describe('a put of a stream', () => {
  test.each<Answer>([500, 503, 400, 409, 'reset', 'reset-while-sending', 'hang'])(
    'is repeated whole after %s',
    async (fault) => {
      await expect(put(fromDisk, fault)).resolves.toBe('stored');

      expect(received.map((body) => body.equals(content))).toEqual([true]);
      expect(pauses).toHaveLength(1);
    },
  );

  test.each<Answer>([503, 'reset'])('fails after three attempts if each ends with %s', async (fault) => {
    await expect(put(fromDisk, fault, fault, fault)).rejects.toThrow();

    expect(attempts).toBe(3);
  });

  test('is not repeated after a refusal', async () => {
    await expect(put(fromDisk, 403)).rejects.toMatchObject({ name: 'AccessDenied' });

    expect(attempts).toBe(1);
  });

  test('returns exists if an earlier attempt worked and its answer was lost', async () => {
    await expect(put(fromDisk, 'reset', 412)).resolves.toBe('exists');
  });

  test('waits longer after each attempt', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0.5);

    await put(fromDisk, 503, 503);

    expect(pauses).toEqual([250, 500]);
  });
});

describe('a put of bytes', () => {
  test.each<Answer>([503, 'reset'])('has three attempts in all if each ends with %s', async (fault) => {
    await expect(put(() => content, fault, fault, fault)).rejects.toThrow();

    expect(attempts).toBe(3);
    expect(pauses).toEqual([]);
  });
});
