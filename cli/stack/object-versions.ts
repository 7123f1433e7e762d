/** One version of an object. */
export interface ObjectVersion {
  readonly key: string;
  /** The text `null` in a bucket that was never versioned. */
  readonly versionId: string;
  /** The time when it was stored, by S3's clock. */
  readonly storedAt: Date;
  readonly bytes: number;
  /** Whether it has no content: it only hides the versions before it. */
  readonly isDeletion: boolean;
}

/** Reads the objects of a bucket in all their versions. Its methods throw `CommandFailure`. */
export interface ObjectVersions {
  /** Lists the versions of all objects with this prefix: the newest first within a key, deletions apart from the others. */
  readonly list: (prefix: string) => AsyncIterable<ObjectVersion>;
  /** Returns the bytes of one version as they arrive. It throws in the middle if they are cut off. */
  readonly stream: (version: ObjectVersion) => AsyncIterable<Uint8Array>;
}

/** Opens a bucket. */
export type OpenVersions = (bucket: string) => ObjectVersions;
