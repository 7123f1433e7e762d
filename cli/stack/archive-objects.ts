/** An object of the archive bucket, in a list. */
export interface ArchivedObject {
  readonly key: string;
  /** The time when it was stored, by S3's clock. */
  readonly storedAt: Date;
  readonly bytes: number;
}

/** Reads the objects of an archive bucket. Its methods throw `CommandFailure`. */
export interface ArchiveObjects {
  /** Lists the objects with this prefix, in the order of their keys, after a key. */
  readonly list: (prefix: string, after?: string) => AsyncIterable<ArchivedObject>;
  /** Returns the bytes of an object; `undefined` if it does not exist. */
  readonly read: (key: string) => Promise<Uint8Array | undefined>;
}

/** Opens an archive bucket. */
export type OpenArchive = (bucket: string) => ArchiveObjects;
