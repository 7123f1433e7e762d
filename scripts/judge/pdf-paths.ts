import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { sha256Hex } from '../../lambda/kit/hash';

/**
 * Lists the PDFs in a folder, one in `oneIn`. They are selected and sorted by their SHA-256, which mixes the folders: a run
 * that is ended early is a sample of all.
 */
export function pdfPaths(folder: string, oneIn: number): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.pdf$/i.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: relative(folder, file).replaceAll(sep, '/'), sha256: sha256Hex(readFileSync(file)) };
    })
    .filter(({ sha256 }) => isSelected(sha256, oneIn))
    .sort((one, other) => (`${one.sha256} ${one.path}` < `${other.sha256} ${other.path}` ? -1 : 1))
    .map(({ path }) => path);
}

/** Selects a part of the files by their SHA-256, so that every machine selects the same. */
export function isSelected(sha256: string, oneIn: number): boolean {
  return parseInt(sha256.slice(0, 8), 16) % oneIn === 0;
}
