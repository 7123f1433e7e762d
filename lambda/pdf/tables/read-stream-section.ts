import { PDFArray, PDFName, PDFNumber, PDFRawStream, type PDFDict } from '@cantoo/pdf-lib';
import { readHeldStream } from '../held-stream';
import type { ObjectParser } from '../objects/object-parser';
import type { ParseBudget } from '../parse-budget';
import {
  rangeBytes,
  sortedRanges,
  type EntryRange,
  type TableEntry,
  type TableSection,
} from './table-section';

/** Reads a cross-reference stream; `undefined` if it cannot be read. */
export function readStreamSection(
  position: number,
  parser: ObjectParser,
  budget: ParseBudget,
): TableSection | undefined {
  const found = parser.indirectObjectAt(position);
  if (!(found?.object instanceof PDFRawStream)) return undefined;
  const { dict: trailer } = found.object;
  const { bytes, isWhole } = readHeldStream(found.object, budget);
  const table = entryRanges(bytes, trailer, budget);
  if (!table) return undefined;
  const hasType = trailer.lookup(PDFName.of('Type')) === PDFName.of('XRef');
  const isStrict = isWhole && table.isStrict && hasType && found.generation === 0;
  return { kind: 'stream', ranges: table.ranges, trailer, isStrict };
}

type Widths = readonly [number, number, number];

/** The widest field that readers accept alike. Some programs write all fields with 8 bytes. */
const maxFieldBytes = 8;
/** The bytes that Node reads at once. No number that a file can need has more. */
const maxReadBytes = 6;

/** Reads the widths of the three fields. */
function fieldWidths(dict: PDFDict): Widths | undefined {
  const [type = -1, second = -1, third = -1, ...more] = numbersOf(dict.get(PDFName.of('W'))) ?? [];
  const areUsable = [type, second, third].every((width) => width >= 0 && width <= maxFieldBytes);
  return areUsable && second > 0 && more.length === 0 ? [type, second, third] : undefined;
}

/** Reads pairs of first number and count. */
function sectionIndex(dict: PDFDict): readonly number[] | undefined {
  const index = dict.get(PDFName.of('Index'));
  const size = dict.get(PDFName.of('Size'));
  if (!(size instanceof PDFNumber)) return undefined;
  const numbers = index === undefined ? [0, size.asNumber()] : numbersOf(index);
  return numbers && numbers.length % 2 === 0 ? numbers : undefined;
}

function numbersOf(object: unknown): readonly number[] | undefined {
  if (!(object instanceof PDFArray)) return undefined;
  const numbers = object.asArray().map((one) => (one instanceof PDFNumber ? one.asNumber() : NaN));
  return numbers.every((one) => Number.isSafeInteger(one) && one >= 0) ? numbers : undefined;
}

function entryRanges(bytes: Buffer, trailer: PDFDict, budget: ParseBudget) {
  const widths = fieldWidths(trailer);
  const index = sectionIndex(trailer);
  if (!widths || !index) return undefined;
  const entryBytes = widths[0] + widths[1] + widths[2];
  const unsorted: EntryRange[] = [];
  let start = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    budget.spendTokens(count);
    budget.holdBytes(rangeBytes);
    if (start + count * entryBytes > bytes.length) return undefined;
    const from = start;
    unsorted.push({ first, count, entryAt: (place) => readEntry(bytes, from + place * entryBytes, widths) });
    start += count * entryBytes;
  }
  const ranges = sortedRanges(unsorted);
  return ranges && { ranges, isStrict: hasKnownTypes(bytes, widths, start) };
}

/** Readers agree on the types 0, 1 and 2 only. */
function hasKnownTypes(bytes: Buffer, [type, second, third]: Widths, end: number): boolean {
  if (type === 0) return true;
  for (let at = 0; at < end; at += type + second + third) if (readField(bytes, at, type) > 2) return false;
  return true;
}

function readEntry(bytes: Buffer, at: number, [typeWidth, secondWidth, thirdWidth]: Widths): TableEntry {
  const type = typeWidth > 0 ? readField(bytes, at, typeWidth) : 1;
  const second = readField(bytes, at + typeWidth, secondWidth);
  const third = readField(bytes, at + typeWidth + secondWidth, thirdWidth);
  if (type === 2) return { kind: 'compressed', container: second, index: third };
  return type === 1 && second > 0
    ? { kind: 'uncompressed', offset: second, generation: third }
    : { kind: 'free', generation: third };
}

/** Reads a field. A number that is too large for any file becomes the largest one: some readers see its last bytes only. */
function readField(bytes: Buffer, at: number, width: number): number {
  if (width === 0) return 0;
  const spare = Math.max(0, width - maxReadBytes);
  if (bytes.subarray(at, at + spare).some((byte) => byte > 0)) return Number.MAX_SAFE_INTEGER;
  return bytes.readUIntBE(at + spare, width - spare);
}
