/** What an object of the archive says: a webhook came, a bundle is whole, or an envelope was given up. */
export type PastKind = 'record' | 'bundle' | 'incomplete';

/** An object of the archive from which events can be made again. */
export interface PastObject {
  readonly key: string;
  readonly kind: PastKind;
  readonly endpoint: string;
  /** Milliseconds since the epoch, by S3's clock. */
  readonly storedAt: number;
}

/** Duplicates lie in a folder of their event's id, so they are no record. Tests lie below `test/`. */
const kinds: readonly (readonly [PastKind, RegExp])[] = [
  ['record', /^webhooks\/([a-z0-9-]+)\/[A-Za-z0-9_-]+\/[0-9a-f]{64}\.json$/],
  ['bundle', /^documents\/([a-z0-9-]+)\/[A-Za-z0-9_-]+\/[0-9a-f]+\/manifest\.json$/],
  ['incomplete', /^documents\/([a-z0-9-]+)\/[A-Za-z0-9_-]+\/[0-9a-f]+\/incomplete\.json$/],
];

/** Returns what an object says; `undefined` for any other object, such as a PDF. */
export function pastObject({ key, storedAt }: { readonly key: string; readonly storedAt: Date }) {
  for (const [kind, pattern] of kinds) {
    const endpoint = pattern.exec(key)?.[1];
    if (endpoint !== undefined) return { key, kind, endpoint, storedAt: storedAt.getTime() };
  }
  return undefined;
}

/** The order of replay: by time. S3 lists by key. */
export function byTime(one: PastObject, other: PastObject): number {
  if (one.storedAt !== other.storedAt) return one.storedAt - other.storedAt;
  return one.key < other.key ? -1 : 1;
}
