import { open } from 'node:fs/promises';

/** Makes the name of a new file survive a crash. Some systems cannot do that for a folder: then it does nothing. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // The file itself is synchronized.
  }
}
