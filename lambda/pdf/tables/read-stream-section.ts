import { PDFArray, PDFName, PDFNumber, PDFRawStream, type PDFDict } from '@cantoo/pdf-lib';
import type { ObjectParser } from '../objects/object-parser';
import type { ParseBudget } from '../parse-budget';
import { readStream } from '../stream-bytes';
import { sortedRanges, type EntryRange, type TableEntry, type TableSection } from './table-section';

/** Reads a cross-reference stream; `undefined` if it cannot be read. */
export function readStreamSection(
  position: number,
  parser: ObjectParser,
  budget: ParseBudget,
): TableSection | undefined {
  const found = parser.indirectObjectAt(position);
  if (!(found?.object instanceof PDFRawStream)) return undefined;
  const { dict: trailer } = found.object;
  const { bytes, isWhole } = readStream(found.object, budget.inflatableBytes);
  budget.spendInflatedBytes(bytes.length);
  const table = entryRanges(bytes, trailer, budget);
  if (!table) return undefined;
  const hasType = trailer.lookup(PDFName.of('Type')) === PDFName.of('XRef');
  const isStrict = isWhole && table.isStrict && hasType && found.generation === 0;
  return { kind: 'stream', ranges: table.ranges, trailer, isStrict };
}

type Widths = readonly [number, number, number];

/** Reads the widths of the three fields. More than 6 bytes hold no number that a file can need. */
function fieldWidths(dict: PDFDict): Widths | undefined {
  const [type = -1, second = -1, third = -1, ...more] = numbersOf(dict.get(PDFName.of('W'))) ?? [];
  const areUsable = [type, second, third].every((width) => width >= 0 && width <= 6);
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
  for (let at = 0; at < end; at += type + second + third) if (bytes.readUIntBE(at, type) > 2) return false;
  return true;
}

function readEntry(bytes: Buffer, at: number, [typeWidth, secondWidth, thirdWidth]: Widths): TableEntry {
  const field = (start: number, width: number) => (width > 0 ? bytes.readUIntBE(start, width) : 0);
  const type = typeWidth > 0 ? field(at, typeWidth) : 1;
  const second = field(at + typeWidth, secondWidth);
  const third = field(at + typeWidth + secondWidth, thirdWidth);
  if (type === 2) return { kind: 'compressed', container: second, index: third };
  return type === 1 && second > 0
    ? { kind: 'uncompressed', offset: second, generation: third }
    : { kind: 'free', generation: third };
}
