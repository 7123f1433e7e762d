import { Readable } from 'node:stream';
import { CommandFailure } from '../command-failure';
import type { ObjectVersions } from '../stack/object-versions';
import { bundleFiles, type BundleFile } from './bundle-files';
import type { BundleList, StoredBundle } from './bundles';
import type { HomeFolder } from './home-folder';

/** What became of the files of a bundle. */
export interface BroughtBundle {
  /** How many files came now. */
  readonly brought: number;
  /** How many were there, with the right bytes. */
  readonly there: number;
  /** What did not come, in words. */
  readonly problems: readonly string[];
}

/** The dependencies of bringing a bundle home. */
export interface BringDeps {
  readonly objects: Pick<ObjectVersions, 'stream'>;
  readonly folder: HomeFolder;
  /** Called after each file with the number of files so far. */
  readonly onFile: (done: number) => void;
}

/** A bundle with its list. */
export type ListedBundle = StoredBundle & { readonly list: BundleList };

/**
 * Brings a bundle into a folder. Each file gets its name only if its digest is the one in the list; the list comes last, as in
 * the archive, and only if all files are there. Safe to repeat: what is there is not asked for again. Throws `CommandFailure`
 * if the list cannot be trusted.
 */
export async function bringBundle(deps: BringDeps, bundle: ListedBundle): Promise<BroughtBundle> {
  const { list, prefix } = bundle;
  const read = bundleFiles(list.content.files, prefix);
  if ('problem' in read) {
    throw new CommandFailure(`${list.key} cannot be trusted: ${read.problem}. Nothing was written.`);
  }
  const problems: string[] = [];
  const ends = { brought: 0, there: 0 };
  for (const [index, file] of read.files.entries()) {
    const end = await bringFile(deps, file, streamsOf(deps, bundle, file));
    if (typeof end === 'string') ends[end]++;
    else problems.push(end.problem);
    deps.onFile(index + 1);
  }
  if (problems.length > 0) return { ...ends, problems };
  const listFile = { path: list.name, size: list.bytes.length, sha256: list.sha256 };
  const end = await bringFile(deps, listFile, [() => Readable.from([list.bytes])]);
  return { ...ends, problems: typeof end === 'string' ? [] : [end.problem] };
}

type Stream = () => AsyncIterable<Uint8Array>;

/** Whoever may write over an object may do it often. More versions than this are not downloaded. */
const maxTries = 10;

/** Returns the versions that may be the file, the first one first: it is the one that the archiver wrote. */
function streamsOf(
  { objects }: BringDeps,
  bundle: StoredBundle,
  { key, size }: BundleFile,
): readonly Stream[] {
  const versions = bundle.objects.find((object) => object.key === key)?.versions ?? [];
  return versions
    .filter(({ bytes }) => bytes === size)
    .slice(0, maxTries)
    .map((version) => () => objects.stream(version));
}

async function bringFile(
  { folder }: BringDeps,
  file: Pick<BundleFile, 'path' | 'size' | 'sha256'>,
  streams: readonly Stream[],
): Promise<'brought' | 'there' | { readonly problem: string }> {
  const { path } = file;
  const found = await folder.look(path, file);
  if (found === 'same') return 'there';
  const taken = { problem: `${path}: something else is there. It was not written over.` };
  if (found === 'other') return taken;
  for (const stream of streams) {
    const end = await folder.store(path, file, stream());
    if (end === 'stored') return 'brought';
    if (end === 'taken') return taken;
  }
  if (streams.length === 0)
    return { problem: `${path}: the archive has no object of ${file.size} bytes for it.` };
  return {
    problem: `${path}: its bytes are not those of the list: the SHA-256 is another one. It was not kept.`,
  };
}
