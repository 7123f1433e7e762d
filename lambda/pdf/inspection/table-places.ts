import { lineEndsIn, type ByteCounts, type LineEnds } from './byte-counts';
import type { FileWindow } from './windows';

/** A place where a cross-reference table is, with the line ends of the file before it. */
export interface TablePlace extends LineEnds {
  readonly position: number;
}

/** Finds the last cross-reference table or stream of a file. */
export class TablePlaces {
  last: TablePlace | undefined;

  /**
   * Adds the next piece of the file.
   *
   * @param counts the counts of all bytes up to the end of the piece
   */
  add({ bytes, position }: FileWindow, counts: ByteCounts): void {
    const found = Math.max(lastTable(bytes), lastTableStream(bytes));
    if (found < 0 || position + found <= (this.last?.position ?? -1)) return;
    const after = lineEndsIn(bytes.subarray(found));
    this.last = {
      position: position + found,
      newlines: counts.newlines - after.newlines,
      pairs: counts.pairs - after.pairs,
    };
  }
}

/** Finds the last `xref` that is not the end of `startxref`. */
function lastTable(bytes: Buffer): number {
  let at = bytes.lastIndexOf('xref');
  while (at > 0 && bytes[at - 1] === 't'.charCodeAt(0)) at = bytes.lastIndexOf('xref', at - 1);
  return at;
}

/** The bytes in which a dictionary begins with its object's numbers. */
const maxDictBytes = 512;

/** Finds the start of the last object with `/XRef`. */
function lastTableStream(bytes: Buffer): number {
  const name = bytes.lastIndexOf('/XRef');
  if (name < 0) return -1;
  const start = Math.max(0, name - maxDictBytes);
  const before = bytes.toString('latin1', start, name);
  const numbers = [...before.matchAll(/(?<!\d)\d{1,10}[\s\0]{1,9}\d{1,5}[\s\0]{1,9}obj/g)].at(-1);
  return numbers ? start + numbers.index : -1;
}
