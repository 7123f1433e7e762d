import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../terminal/sync-folder';
import { cannot, type ExpectedContent } from './expected-content';

/** A file that is being stored. */
export interface PartialFile {
  /** The name until the file is whole. Nothing has it. */
  readonly partial: string;
  /** The name of the whole file. */
  readonly target: string;
  readonly expected: ExpectedContent;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * Stores a file whose bytes are the expected ones, and never writes over another one. If it ends otherwise, no file is left,
 * also if the process exits. Throws `CommandFailure`, and whatever the bytes throw.
 */
export async function storePartial(file: PartialFile): Promise<'stored' | 'other-bytes' | 'taken'> {
  const { partial, target } = file;
  const handle = await open(partial, 'wx', 0o600).catch(cannot('write', partial));
  const dropNow = () => removeNow(partial);
  process.once('exit', dropNow);
  try {
    const isExpected = await writeAll(handle, file).finally(() => handle.close());
    return isExpected ? await giveName(partial, target) : 'other-bytes';
  } finally {
    await unlink(partial).catch(() => undefined);
    process.removeListener('exit', dropNow);
  }
}

function removeNow(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or the name of a whole file by now.
  }
}

/** Writes the bytes. Returns whether they are the expected ones: it stops at the first byte too many. */
async function writeAll(handle: FileHandle, { partial, expected, bytes }: PartialFile): Promise<boolean> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.byteLength;
    if (size > expected.size) return false;
    hash.update(chunk);
    await handle.writeFile(chunk).catch(cannot('write', partial));
  }
  await handle.sync().catch(cannot('write', partial));
  return size === expected.size && hash.digest('hex') === expected.sha256;
}

/** A file system that has no hard links: those of memory sticks, and some in a network. */
const withoutLinks: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
]);

/** Gives a whole file its name, unless something has it. A link does both in one step, a new name does not. */
async function giveName(partial: string, target: string): Promise<'stored' | 'taken'> {
  try {
    await link(partial, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return 'taken';
    if (!withoutLinks.has(code)) return cannot('write', target)(error);
    const isTaken = await lstat(target).then(
      () => true,
      () => false,
    );
    if (isTaken) return 'taken';
    await rename(partial, target).catch(cannot('write', target));
  }
  await syncFolder(dirname(target));
  return 'stored';
}
