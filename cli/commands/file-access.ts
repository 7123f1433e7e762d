import { readFile as read, writeFile } from 'node:fs/promises';
import { CommandFailure } from '../command-failure';

/** Reads a file; `undefined` where there is none. Throws `CommandFailure` where it cannot be read. */
export async function readFile(path: string): Promise<Buffer | undefined> {
  try {
    return await read(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandFailure(`${path} cannot be read: ${code ?? 'unknown error'}.`);
  }
}

/** Writes a file. Throws `CommandFailure` where it cannot, and where there is one: it may be a piece of evidence. */
export async function writeNewFile(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(path, bytes, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CommandFailure(`${path} is there already: give another --out.`);
    throw new CommandFailure(`${path} cannot be written: ${code ?? 'unknown error'}.`);
  }
}
