import type { ArchivedFile } from '../../lambda/contracts/archived-file';

/** A file of a bundle, with its place inside a copy of the bundle's folder. */
export interface BundleFile extends ArchivedFile {
  /** Relative, with slashes. It is safe on every system. */
  readonly path: string;
}

/** The files of a bundle, or why none of them may be written to a disk, in words. */
export type BundleFiles = { readonly files: readonly BundleFile[] } | { readonly problem: string };

/** The archiver makes names of these characters only. None begins with a dot, and none ends with one. */
const segment = /^[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,148}[A-Za-z0-9_-])?$/;

/** Windows opens a device under these names, whatever follows the first dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

const maxSegments = 8;

/** The names at the top of the folder that are not those of files: the lists that the archiver writes last. */
const reserved: readonly string[] = ['manifest.json', 'incomplete.json'];

/**
 * Returns the files that a manifest names, each once. Somebody else may have written the manifest: so a name that leads out of
 * the folder, means a device, or means the same as another one on some system refuses the whole bundle.
 *
 * @param prefix the prefix of the bundle's keys, with a slash at its end
 */
export function bundleFiles(listed: readonly ArchivedFile[], prefix: string): BundleFiles {
  const files = new Map<string, BundleFile>();
  for (const file of listed) {
    const path = safePath(file.key, prefix);
    if (path === undefined) return { problem: `it names ${file.key}, which is no file of this bundle` };
    const known = files.get(path.toLowerCase());
    if (known && (known.path !== path || known.sha256 !== file.sha256 || known.size !== file.size)) {
      return { problem: `it names ${known.path} and ${path}, which are one file on some systems` };
    }
    files.set(path.toLowerCase(), { ...file, path });
  }
  const folder = [...files.keys()].flatMap(foldersOf).find((path) => files.has(path));
  if (folder !== undefined) return { problem: `it names ${folder} as a file and as a folder` };
  return { files: [...files.values()] };
}

function safePath(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const path = key.slice(prefix.length);
  const segments = path.split('/');
  const isSafe =
    segments.length <= maxSegments && segments.every((name) => segment.test(name) && !device.test(name));
  const [first = ''] = segments;
  return isSafe && !reserved.includes(first.toLowerCase()) ? path : undefined;
}

/** Returns the folders that a path is in. */
function foldersOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
