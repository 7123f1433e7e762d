import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandFailure } from '../command-failure';
import { syncFolder } from '../terminal/sync-folder';

/** A new file that lines are added to. */
export interface LineFile {
  /** Adds lines. When this returns, they are on the disk. Throws `CommandFailure`. */
  readonly add: (lines: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Creates a file that does not exist yet. Throws `CommandFailure`. */
export type CreateLineFile = (path: string) => Promise<LineFile>;

/** Creates a file that only its owner can read, and never writes over another one. */
export const createLineFile: CreateLineFile = async (path) => {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException): never => {
    if (error.code !== 'EEXIST') throw cannotWrite(path, error);
    throw new CommandFailure(`${path} already exists: choose another file with --file.`);
  });
  await syncFolder(dirname(path));
  return {
    add: async (lines) => {
      if (lines.length === 0) return;
      await writeAll(file, lines.map((line) => `${line}\n`).join('')).catch(
        (error: NodeJS.ErrnoException) => {
          throw cannotWrite(path, error);
        },
      );
    },
    close: () => file.close(),
  };
};

async function writeAll(file: FileHandle, text: string): Promise<void> {
  await file.writeFile(text);
  await file.sync();
}

const cannotWrite = (path: string, { code }: NodeJS.ErrnoException) =>
  new CommandFailure(
    `Cannot write ${path}: ${code ?? 'unknown error'}. What is not in the file stays in its queue.`,
  );
