import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'esign-archive-';

/**
 * Makes this process its own folder for downloads, and removes the folders of processes that are gone. A Lambda
 * environment outlives the process that was killed in it, and its disk is small.
 */
export function makeTempFolder(parent = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const processId = readProcessId(name);
    if (processId !== undefined && (processId === process.pid || !isRunning(processId))) {
      removeLeftover(join(parent, name));
    }
  }
  const folder = join(parent, `${prefix}${process.pid}`);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** Removes a folder if it can: on a shared machine a folder of another user stays, and does no harm. */
function removeLeftover(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    return;
  }
}

function readProcessId(name: string): number | undefined {
  const text = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
