import { bundleFiles } from './bundle-files';
import type { BundleList, BundlePlace } from './bundles';
import type { StoredObject } from './stored-object';

/** Returns what is wrong with a bundle, as far as its objects show it without being read. */
export function bundleFaults(
  { prefix }: BundlePlace,
  { name, content }: BundleList,
  objects: readonly StoredObject[],
): readonly string[] {
  const read = bundleFiles(content.files, prefix);
  if ('problem' in read) return [`${name} cannot be trusted: ${read.problem}`];
  const byKey = new Map(objects.map((object) => [object.key, object]));
  const missing = read.files.filter(
    ({ key, size }) => !byKey.get(key)?.versions.some((one) => one.bytes === size),
  );
  const altered = objects.filter(({ isAltered }) => isAltered);
  return [
    ...missing.map(({ path }) => `${path} is not in the archive in the size that ${name} says`),
    ...altered.map(
      ({ key }) => `${key.slice(prefix.length)} was written over or deleted: its first version counts`,
    ),
  ];
}
