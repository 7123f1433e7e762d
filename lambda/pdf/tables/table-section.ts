import type { PDFDict } from '@cantoo/pdf-lib';

/** Where a cross-reference table says that an object is. Offsets count from the PDF's header. */
export type TableEntry =
  | { readonly kind: 'free'; readonly generation: number }
  | { readonly kind: 'uncompressed'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly container: number; readonly index: number };

/** Consecutive object numbers. Entries are read when they are asked for: there may be millions. */
export interface EntryRange {
  readonly first: number;
  readonly count: number;
  readonly entryAt: (index: number) => TableEntry;
}

/** What a range takes in memory, in two lists. */
export const rangeBytes = 320;

/** One cross-reference table or stream, with its trailer. */
export interface TableSection {
  readonly kind: 'table' | 'stream';
  readonly ranges: readonly EntryRange[];
  readonly trailer: PDFDict;
  /** Whether all readers read it alike, without correcting anything. */
  readonly isStrict: boolean;
}

/** Finds the entry of an object number in the ranges, which must be sorted and must not overlap. */
export function entryIn(ranges: readonly EntryRange[], number: number): TableEntry | undefined {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (!range) return undefined;
    if (number < range.first) high = middle - 1;
    else if (number >= range.first + range.count) low = middle + 1;
    else return range.entryAt(number - range.first);
  }
  return undefined;
}

/** Sorts ranges. Readers disagree about a number that one table has twice: `undefined` then. */
export function sortedRanges(ranges: readonly EntryRange[]): readonly EntryRange[] | undefined {
  const sorted = ranges.filter(({ count }) => count > 0).sort((one, other) => one.first - other.first);
  const overlaps = sorted.some((range, index) => {
    const before = sorted[index - 1];
    return before !== undefined && before.first + before.count > range.first;
  });
  return overlaps ? undefined : sorted;
}

/** Returns the highest number that any section has. */
export function maxTableNumber(sections: readonly TableSection[]): number {
  let max = 0;
  for (const { ranges } of sections) {
    const last = ranges.at(-1);
    if (last) max = Math.max(max, last.first + last.count - 1);
  }
  return max;
}
