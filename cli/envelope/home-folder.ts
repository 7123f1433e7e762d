import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure } from '../command-failure';
import { cannot, type ExpectedContent } from './expected-content';
import { storePartial } from './partial-file';

/** A folder of this machine that gets the files of a bundle. Its methods throw `CommandFailure`. */
export interface HomeFolder {
  /** Looks what is at a path: nothing, a file with this content, or anything else. */
  readonly look: (path: string, expected: ExpectedContent) => Promise<'absent' | 'same' | 'other'>;
  /**
   * Stores a file under its path if its bytes are the expected ones and nothing is there. Until then it has another name,
   * which ends with `.partial`. When this returns `stored`, the file is on the disk.
   */
  readonly store: (
    path: string,
    expected: ExpectedContent,
    bytes: AsyncIterable<Uint8Array>,
  ) => Promise<'stored' | 'other-bytes' | 'taken'>;
}

/** Opens a folder, and makes it if it does not exist. Throws `CommandFailure`. */
export type OpenHomeFolder = (path: string) => Promise<HomeFolder>;

/** Opens a folder for files that only its owner can read. */
export const openHomeFolder: OpenHomeFolder = async (path) => {
  const root = await mkdir(path, { recursive: true, mode: 0o700 })
    .then(() => realpath(path))
    .catch(cannot('use the folder', path));
  return {
    async look(name, expected) {
      const isThere = await hasFolders(root, name);
      return isThere ? lookAt(join(root, name), expected) : 'absent';
    },
    async store(name, expected, bytes) {
      await makeFolders(root, name);
      const target = join(root, name);
      const partial = `${target}.${randomBytes(6).toString('hex')}.partial`;
      return storePartial({ partial, target, expected, bytes });
    },
  };
};

/** Returns the folders between a root and a path, the outermost first. The path has slashes on each system. */
function foldersOf(root: string, name: string): readonly string[] {
  const segments = name.split('/').slice(0, -1);
  return segments.map((_, index) => join(root, ...segments.slice(0, index + 1)));
}

/** Whether all folders of a path exist. A link does not count: it may lead out of the root. */
async function hasFolders(root: string, name: string): Promise<boolean> {
  for (const folder of foldersOf(root, name)) {
    if (!(await isFolder(folder))) return false;
  }
  return true;
}

async function makeFolders(root: string, name: string): Promise<void> {
  for (const folder of foldersOf(root, name)) {
    if (!(await isFolder(folder)))
      await mkdir(folder, { mode: 0o700 }).catch(cannot('make the folder', folder));
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await lstatIfThere(path);
  if (found && !found.isDirectory()) {
    throw new CommandFailure(`${path} is there, and is no folder: choose another folder with --to.`);
  }
  return found !== undefined;
}

async function lstatIfThere(path: string) {
  return lstat(path).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : cannot('look at', path)(error),
  );
}

/** Never follows a link. Windows has no such flag, and no file system of it is asked for one. */
const readOnly = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

async function lookAt(path: string, { size, sha256 }: ExpectedContent): Promise<'absent' | 'same' | 'other'> {
  const found = await lstatIfThere(path);
  if (!found) return 'absent';
  if (!found.isFile() || found.size !== size) return 'other';
  const file = await open(path, readOnly).catch(cannot('read', path));
  try {
    const hash = createHash('sha256');
    for await (const chunk of file.createReadStream({ autoClose: false })) hash.update(chunk as Uint8Array);
    return hash.digest('hex') === sha256 ? 'same' : 'other';
  } catch (error) {
    return cannot('read', path)(error);
  } finally {
    await file.close();
  }
}
