import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { defined } from '../kit/defined';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpStatus } from './describe-error';
import { isTransient } from './transient-error';

/** An object to store for good. */
export interface WriteOnceObject {
  readonly key: string;
  /** Returns a new body for each attempt, because a stream can be read only once. */
  readonly body: () => Uint8Array | Readable;
  /** The size of the body in bytes. */
  readonly size: number;
  /** The SHA-256 as hex. S3 rejects a body with another one. */
  readonly sha256: string;
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** An object that exists. */
export interface StoredObject {
  readonly size: number;
  /** The SHA-256 as hex, verified by S3; absent if another program stored the object. */
  readonly sha256?: string;
  /** The time when it was stored, by S3's clock. */
  readonly storedAt?: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A bucket that never overwrites: each put has `If-None-Match: *`. */
export interface WriteOnceBucket {
  readonly name: string;
  /** Stores the object unless its key exists. Safe to repeat. */
  readonly putOnce: (object: WriteOnceObject) => Promise<'stored' | 'exists'>;
  readonly describe: (key: string) => Promise<StoredObject | undefined>;
  readonly read: (key: string) => Promise<Uint8Array>;
  /** Lists the keys with a prefix, at most a thousand. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

/** The maximum number of attempts of a put. It is the same as the client's own for other calls (`clients.ts`). */
const maxAttempts = 3;

/** The maximum of the first pause. It is the client's own after a throttled call. Each further pause may be twice as long. */
const firstPauseMs = 500;

/** Makes the `WriteOnceBucket` of that name. `pause` waits between two attempts of a put. */
export function writeOnceBucket(
  client: S3Client,
  name: string,
  pause: (ms: number) => Promise<unknown> = sleep,
): WriteOnceBucket {
  return {
    name,
    putOnce: (object) => putOnce(client, name, object, pause),
    async describe(key) {
      try {
        const head = await client.send(
          new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: 'ENABLED' }),
        );
        const sha256 = head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex');
        return defined({
          size: head.ContentLength ?? 0,
          sha256: sha256 || undefined,
          storedAt: head.LastModified,
          metadata: head.Metadata ?? {},
        });
      } catch (error) {
        if (httpStatus(error) === 404) return undefined;
        throw error;
      }
    },
    async read(key) {
      const object = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
      if (!object.Body) throw new Error(`S3 gave no body for ${key}`);
      return object.Body.transformToByteArray();
    },
    async list(prefix) {
      const page = await client.send(new ListObjectsV2Command({ Bucket: name, Prefix: prefix }));
      return (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
    },
  };
}

async function putOnce(
  client: S3Client,
  bucket: string,
  object: WriteOnceObject,
  pause: (ms: number) => Promise<unknown>,
): Promise<'stored' | 'exists'> {
  for (let attempt = 1; ; attempt++) {
    const body = object.body();
    try {
      await client.send(new PutObjectCommand(putInput(bucket, object, body)));
      return 'stored';
    } catch (error) {
      if (httpStatus(error) === 412) return 'exists';
      if (attempt === maxAttempts || !needsOurRetry(error, body)) throw error;
    } finally {
      // If S3 stops reading early, the client leaves the stream open, and an open file keeps its disk space.
      if (body instanceof Readable) body.destroy();
    }
    await pause(Math.random() * firstPauseMs * 2 ** (attempt - 1));
  }
}

/**
 * Tells whether we must repeat a put, because the client does not. S3 answers 409 ("try again") if two writers store the
 * same key at the same time. The client cannot send a stream a second time: only `body` can open it again. It repeats a put
 * of bytes by itself, so we do not repeat that too.
 */
function needsOurRetry(error: unknown, body: Uint8Array | Readable): boolean {
  return httpStatus(error) === 409 || (body instanceof Readable && isTransient(error));
}

function putInput(bucket: string, object: WriteOnceObject, body: Uint8Array | Readable) {
  return {
    Bucket: bucket,
    Key: object.key,
    Body: body,
    ContentLength: object.size,
    ContentType: object.contentType,
    ChecksumSHA256: Buffer.from(object.sha256, 'hex').toString('base64'),
    IfNoneMatch: '*',
    Metadata: { ...object.metadata },
  };
}
