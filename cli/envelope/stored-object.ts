import type { ObjectVersion, ObjectVersions } from '../stack/object-versions';

/** An object of the archive. It is written once, so its first version is the one that the stack wrote. */
export interface StoredObject {
  readonly key: string;
  /** Its versions with content, the oldest first. */
  readonly versions: readonly [ObjectVersion, ...ObjectVersion[]];
  /** Whether somebody wrote over it, or deleted it: the stack does neither. */
  readonly isAltered: boolean;
}

/** No envelope has so many objects. A list without an end comes to its end here. */
const maxVersions = 20_000;

/** The objects with a prefix. */
export interface StoredObjects {
  readonly objects: readonly StoredObject[];
  /** Whether there are more than `maxVersions`, which were not read. */
  readonly more: boolean;
}

/** Lists the objects with a prefix, with all their versions. */
export async function storedObjects(
  { list }: Pick<ObjectVersions, 'list'>,
  prefix: string,
): Promise<StoredObjects> {
  const byKey = new Map<string, ObjectVersion[]>();
  let count = 0;
  for await (const version of list(prefix)) {
    if (++count > maxVersions) break;
    const known = byKey.get(version.key);
    if (known) known.push(version);
    else byKey.set(version.key, [version]);
  }
  return { objects: [...byKey.values()].flatMap(storedObject), more: count > maxVersions };
}

/** An object of which only a deletion is left cannot be read. */
function storedObject(all: readonly ObjectVersion[]): readonly StoredObject[] {
  const [first, ...others] = all.filter(({ isDeletion }) => !isDeletion).reverse();
  if (!first) return [];
  return [{ key: first.key, versions: [first, ...others], isAltered: all.length > 1 }];
}
