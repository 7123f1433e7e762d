import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { ListObjects } from '../../../lambda/aws/list-objects';
import type { StoredObject, WriteOnceBucket, WriteOnceObject } from '../../../lambda/aws/write-once-bucket';

/**
 * A write-once bucket in memory. Like S3, it refuses a body that does not have its digest, and lists keys in their order.
 *
 * @param now S3's clock; without it nothing has a time
 */
export function writeOnceMemory(name: string, now?: () => Date) {
  const objects = new Map<string, Uint8Array>();
  const digests = new Map<string, string | undefined>();
  const metadataByKey = new Map<string, Readonly<Record<string, string>>>();
  const times = new Map<string, Date>();

  const bucket: WriteOnceBucket = {
    name,
    async putOnce({ key, body, size, sha256, metadata = {} }: WriteOnceObject) {
      const received = await readBody(body());
      if (received.length !== size) throw new Error('IncompleteBody');
      if (digest(received) !== sha256) throw new Error('BadDigest');
      if (objects.has(key)) return 'exists';
      objects.set(key, received);
      digests.set(key, sha256);
      metadataByKey.set(key, metadata);
      if (now) times.set(key, now());
      return 'stored';
    },
    async describe(key): Promise<StoredObject | undefined> {
      const stored = objects.get(key);
      const storedAt = times.get(key);
      return (
        stored && {
          size: stored.length,
          sha256: digests.get(key),
          ...(storedAt && { storedAt }),
          metadata: metadataByKey.get(key) ?? {},
        }
      );
    },
    async read(key) {
      const stored = objects.get(key);
      if (!stored) throw new Error('NoSuchKey');
      return stored;
    },
    list: (prefix) => Promise.resolve([...objects.keys()].filter((key) => key.startsWith(prefix))),
  };

  /** Puts an object as someone else might: without a digest, unless one is given. */
  const plant = (key: string, bytes: Uint8Array, sha256?: string, metadata = {}) => {
    objects.set(key, bytes);
    digests.set(key, sha256);
    metadataByKey.set(key, metadata);
    if (now) times.set(key, now());
  };

  /** Makes a list with pages of that size. */
  const lister =
    (pageSize = 1_000): ListObjects =>
    async (prefix, after = '') => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
      const page = keys.slice(0, pageSize).map((key) => ({ key, storedAt: times.get(key) ?? new Date(0) }));
      return { objects: page, more: keys.length > pageSize };
    };
  return { bucket, objects, plant, lister };
}

/** SHA-256 in hex, computed without the code under test. */
export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readBody(body: Uint8Array | Readable): Promise<Uint8Array> {
  return body instanceof Readable ? buffer(body) : body;
}
