import type { Readable } from 'node:stream';
import {
  GetObjectCommand,
  PutObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { archiveClaimSchema, type ArchiveClaim } from '../contracts/archive-claim';
import { defined } from '../kit/defined';
import { jsonString } from '../kit/json';
import { httpStatus } from './describe-error';

/** A claim object, in the state in which it was read or written. */
export interface StoredClaim {
  /** Identifies that state: a write on this condition fails if another writer was faster. */
  readonly etag: string;
  /** Absent if the object is not a claim: it is overwritten and never trusted. */
  readonly claim?: ArchiveClaim;
}

/** The bucket of the claims. Nothing in it is deleted, and each write has a condition. */
export interface ClaimBucket {
  /** Reads the claim of that key; `undefined` if it does not exist. */
  readonly read: (key: string) => Promise<StoredClaim | undefined>;
  /**
   * Writes the claim if its object is still in the `expected` state (`undefined`: does not exist). Otherwise returns `changed`.
   * After a lost answer it may return `changed` for our own write, so read again.
   */
  readonly write: (
    key: string,
    claim: ArchiveClaim,
    expected: StoredClaim | undefined,
  ) => Promise<'written' | 'changed'>;
}

/** A claim has some hundred bytes. A larger object is not a claim. */
const maxClaimBytes = 10_000;

/** Another writer was faster: before us (412), at the same time (409), or the object is gone (404). */
const changedStatuses: readonly (number | undefined)[] = [404, 409, 412];

const claimTextSchema = jsonString(archiveClaimSchema);

/** Makes the `ClaimBucket` of that name. */
export function claimBucket(client: S3Client, name: string): ClaimBucket {
  return {
    read: (key) => readClaim(client, name, key),
    async write(key, claim, expected) {
      const condition = expected ? { IfMatch: expected.etag } : { IfNoneMatch: '*' };
      const Body = JSON.stringify(claim);
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: name,
            Key: key,
            Body,
            ContentType: 'application/json',
            ...condition,
          }),
        );
        return 'written';
      } catch (error) {
        if (changedStatuses.includes(httpStatus(error))) return 'changed';
        throw error;
      }
    },
  };
}

async function readClaim(client: S3Client, bucket: string, key: string): Promise<StoredClaim | undefined> {
  try {
    return await storedClaim(await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  } catch (error) {
    if (httpStatus(error) === 404) return undefined;
    throw error;
  }
}

async function storedClaim({ Body, ContentLength = 0, ETag }: GetObjectCommandOutput): Promise<StoredClaim> {
  if (!Body || !ETag) throw new Error('S3 gave a claim without a body or without an ETag');
  if (ContentLength > maxClaimBytes) {
    (Body as Partial<Readable>).destroy?.();
    return { etag: ETag };
  }
  const text = await Body.transformToString();
  // A claim that came only in part must not be overwritten as one that nobody can read.
  if (Buffer.byteLength(text) !== ContentLength) throw new Error('S3 gave only a part of a claim');
  const { data: claim } = claimTextSchema.safeParse(text);
  return defined({ etag: ETag, claim });
}
