import { PDFDict } from '@cantoo/pdf-lib';
import { ByteCursor, isDigit, isWhite } from '../byte-cursor';
import type { ObjectParser } from '../objects/object-parser';
import type { ParseBudget } from '../parse-budget';
import {
  rangeBytes,
  sortedRanges,
  type EntryRange,
  type TableEntry,
  type TableSection,
} from './table-section';

/** An entry: 10 digits, 5 digits, a letter, and two bytes for the end of the line. */
const entryBytes = 20;
/** What an entry of another length takes in memory, as it is read at once. */
const bytesPerEntry = 96;
const [inUse, free] = [0x6e, 0x66];

/** Reads a table that begins with `xref`; `undefined` if it cannot be read. */
export function readClassicSection(
  source: Buffer,
  position: number,
  parser: ObjectParser,
  budget: ParseBudget,
): TableSection | undefined {
  const cursor = new ByteCursor(source, position);
  if (!cursor.skipWhite().readKeyword('xref')) return undefined;
  const ranges: EntryRange[] = [];
  let isStrict = true;
  while (isDigit(source[cursor.skipWhite().position])) {
    const range = readRange(source, cursor, budget);
    if (!range) return undefined;
    isStrict &&= range.isStrict;
    ranges.push(range);
  }
  const sorted = sortedRanges(ranges);
  if (!sorted || !cursor.readKeyword('trailer')) return undefined;
  const trailer = parser.parseObjectAt(cursor.position);
  return trailer instanceof PDFDict ? { kind: 'table', ranges: sorted, trailer, isStrict } : undefined;
}

type ReadRange = EntryRange & { readonly isStrict: boolean };

function readRange(source: Buffer, cursor: ByteCursor, budget: ParseBudget): ReadRange | undefined {
  const first = cursor.readNumber();
  const count = cursor.skipWhite().readNumber();
  if (first === undefined || count === undefined) return undefined;
  const start = cursor.skipWhite().position;
  if (count > (source.length - start) / (entryBytes - 2)) return undefined;
  budget.spendTokens(count);
  budget.holdBytes(rangeBytes);
  if (!areStrict(source, start, count)) {
    budget.holdBytes(bytesPerEntry * count);
    return readTolerantly(cursor, { first, count });
  }
  cursor.position = start + count * entryBytes;
  const entryAt = (index: number) => strictEntry(source, start + index * entryBytes);
  // Number 0 is always free. Readers correct a table that begins with 1 instead, but not all of them do.
  const isStrict = !(first === 1 && count > 0 && entryAt(0).kind === 'free');
  return { first: isStrict ? first : 0, count, entryAt, isStrict };
}

function areStrict(source: Buffer, start: number, count: number): boolean {
  if (start + count * entryBytes > source.length) return false;
  for (let at = start; at < start + count * entryBytes; at += entryBytes) {
    if (!isStrictEntry(source, at)) return false;
  }
  return true;
}

function isStrictEntry(source: Buffer, at: number): boolean {
  for (let place = 0; place < 16; place++) {
    if (place === 10 ? source[at + place] !== 0x20 : !isDigit(source[at + place])) return false;
  }
  const type = source[at + 17];
  return (
    source[at + 16] === 0x20 &&
    (type === inUse || type === free) &&
    isWhite(source[at + 18]) &&
    isWhite(source[at + 19])
  );
}

function strictEntry(source: Buffer, at: number): TableEntry {
  return entryOf(
    Number(source.toString('latin1', at, at + 10)),
    Number(source.toString('latin1', at + 11, at + 16)),
    source[at + 17] === inUse,
  );
}

/** Makes an entry. Several producers write an offset of 0 for a free one, and all readers know. */
function entryOf(offset: number, generation: number, isInUse: boolean): TableEntry {
  return isInUse && offset > 0 ? { kind: 'uncompressed', offset, generation } : { kind: 'free', generation };
}

/** Reads entries of any length, as some readers do. */
function readTolerantly(
  cursor: ByteCursor,
  { first, count }: { readonly first: number; readonly count: number },
): ReadRange | undefined {
  const entries: TableEntry[] = [];
  for (let index = 0; index < count; index++) {
    const offset = cursor.skipWhite().readNumber();
    const generation = cursor.skipWhite().readNumber();
    const isInUse = cursor.skipWhite().readKeyword('n');
    if (offset === undefined || generation === undefined || !(isInUse || cursor.readKeyword('f')))
      return undefined;
    entries.push(entryOf(offset, generation, isInUse));
  }
  const absent: TableEntry = { kind: 'free', generation: 0 };
  return { first, count, entryAt: (index) => entries[index] ?? absent, isStrict: false };
}
