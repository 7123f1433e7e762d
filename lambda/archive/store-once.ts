import type { StoredObject, WriteOnceBucket, WriteOnceObject } from '../aws/write-once-bucket';
import { PermanentFailure } from '../kit/permanent-failure';

/** An object that this software has put into the archive: all of these have a digest. */
export type ArchivedObject = StoredObject & { readonly sha256: string };

/**
 * Stores an object, unless its key is taken: by a run that was faster, or by our own put whose answer was lost.
 *
 * @returns the object that has the key already; `undefined` when this call stored its own
 * @throws PermanentFailure when that object is not ours
 */
export async function storeOnce(
  bucket: WriteOnceBucket,
  object: WriteOnceObject,
): Promise<ArchivedObject | undefined> {
  if ((await bucket.putOnce(object)) === 'stored') return undefined;
  const existing = await findArchived(bucket, object.key);
  if (!existing) throw new PermanentFailure('archived-file-vanished');
  return existing;
}

/**
 * Describes the object that has the key, if there is one.
 *
 * @throws PermanentFailure when it has no digest: somebody else put it there
 */
export async function findArchived(
  bucket: WriteOnceBucket,
  key: string,
): Promise<ArchivedObject | undefined> {
  const object = await bucket.describe(key);
  if (!object) return undefined;
  const { sha256 } = object;
  if (sha256 === undefined) throw new PermanentFailure('archived-file-without-digest');
  return { ...object, sha256 };
}
