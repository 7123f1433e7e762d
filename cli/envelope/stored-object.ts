/** One version of an object in the archive bucket. */
export interface ObjectVersion {
  readonly key: string;
  /** `null` as a text in a bucket that was never versioned. */
  readonly versionId: string;
  /** The time when it was stored, by S3's clock. */
  readonly storedAt: Date;
  /** Bytes. */
  readonly size: number;
  /** Whether it has no content: it only hides the versions before it. */
  readonly isDeletion: boolean;
}

/** Reads the archive bucket. Each method throws `CommandFailure`. */
export interface ArchivedObjects {
  /** Lists the versions of all objects with a prefix: by key, and the newest first within a key. */
  readonly versions: (prefix: string) => AsyncIterable<ObjectVersion>;
  /** Returns the bytes of one version as they arrive. */
  readonly stream: (version: ObjectVersion) => Promise<AsyncIterable<Uint8Array>>;
}

/** An object of the archive. It is written once, so its first version is the one that the stack wrote. */
export interface StoredObject {
  readonly key: string;
  /** Its versions with content, the oldest first. */
  readonly versions: readonly [ObjectVersion, ...ObjectVersion[]];
  /** Whether somebody wrote over it, or deleted it: the stack does neither. */
  readonly isAltered: boolean;
}

/** No envelope has so many objects. A list without an end comes to its end here. */
export const maxVersions = 20_000;

/** The objects with a prefix. */
export interface StoredObjects {
  readonly objects: readonly StoredObject[];
  /** Whether there are more than `maxVersions`, which were not read. */
  readonly more: boolean;
}

/** Reads the objects with a prefix, with all their versions. */
export async function storedObjects(
  { versions }: Pick<ArchivedObjects, 'versions'>,
  prefix: string,
): Promise<StoredObjects> {
  const byKey = new Map<string, ObjectVersion[]>();
  let count = 0;
  let more = false;
  for await (const version of versions(prefix)) {
    more = ++count > maxVersions;
    if (more) break;
    const known = byKey.get(version.key);
    if (known) known.push(version);
    else byKey.set(version.key, [version]);
  }
  return { objects: [...byKey.values()].flatMap(storedObject), more };
}

/** An object of which only a deletion is left cannot be read. */
function storedObject(all: readonly ObjectVersion[]): readonly StoredObject[] {
  const [first, ...others] = all.filter(({ isDeletion }) => !isDeletion).reverse();
  if (!first) return [];
  return [{ key: first.key, versions: [first, ...others], isAltered: all.length > 1 }];
}
