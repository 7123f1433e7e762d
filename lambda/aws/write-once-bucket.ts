import { HeadObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { httpStatus } from './describe-error';

/** What is to be kept under a key, for good. */
export interface WriteOnceObject {
  readonly key: string;
  /** A fresh body for each try: a stream can be read only once. */
  readonly body: () => Uint8Array | Readable;
  /** Bytes. */
  readonly size: number;
  /** Hex; S3 refuses a body that has another. */
  readonly sha256: string;
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What is there already. */
export interface StoredObject {
  readonly size: number;
  /** Hex, as S3 verified it; absent on an object that was not put by us. */
  readonly sha256?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A bucket in which nothing is ever overwritten: each put says `If-None-Match: *`. */
export interface WriteOnceBucket {
  readonly name: string;
  /** Stores the object, or says that the key is taken. Safe to repeat. */
  readonly putOnce: (object: WriteOnceObject) => Promise<'stored' | 'exists'>;
  readonly describe: (key: string) => Promise<StoredObject | undefined>;
  readonly read: (key: string) => Promise<Uint8Array>;
}

/** A second writer at the same moment makes S3 answer 409: it says "try again", so we do, this often in all. */
const raceTries = 3;

/** The bucket of that name. */
export function writeOnceBucket(client: S3Client, name: string): WriteOnceBucket {
  return {
    name,
    async putOnce(object) {
      for (let tries = 1; ; tries++) {
        try {
          await put(client, name, object);
          return 'stored';
        } catch (error) {
          if (httpStatus(error) === 412) return 'exists';
          if (httpStatus(error) !== 409 || tries === raceTries) throw error;
        }
      }
    },
    async describe(key) {
      try {
        const head = await client.send(
          new HeadObjectCommand({ Bucket: name, Key: key, ChecksumMode: 'ENABLED' }),
        );
        const sha256 = head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex');
        return {
          size: head.ContentLength ?? 0,
          ...(sha256 ? { sha256 } : {}),
          metadata: head.Metadata ?? {},
        };
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
  };
}

async function put(client: S3Client, bucket: string, object: WriteOnceObject): Promise<void> {
  const body = object.body();
  try {
    await client.send(new PutObjectCommand(putInput(bucket, object, body)));
  } finally {
    // The client leaves a stream open that S3 did not want to the end, and an open file keeps its place on the disk.
    if (body instanceof Readable) body.destroy();
  }
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
