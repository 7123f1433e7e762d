import type { ParseBudget } from '../parse-budget';
import { entryIn, type TableEntry, type TableSection } from './table-section';

/** An entry, and whether readers may use another one. */
export interface FoundEntry {
  readonly entry: TableEntry;
  readonly isDisputed: boolean;
}

/** What it takes to remember the entries of a number. */
const bytesPerNumber = 256;

/** The entry that counts for a number so far, and the one that PDFium uses. */
interface MergedEntry {
  newest: TableEntry;
  inPdfium: TableEntry | undefined;
}

/**
 * Merges the tables of a chain once, so that a lookup does not visit all of them. Returns what finds the entry that
 * counts for an object number: the newest one. The largest table is not copied: most PDFs have one, and small updates.
 *
 * @param sections the newest one first
 */
export function mergeEntries(
  sections: readonly TableSection[],
  budget: ParseBudget,
): (number: number) => FoundEntry | undefined {
  const mainSection = mainSectionOf(sections);
  const merged = new Map<number, MergedEntry>();
  const numbers = numbersBeside(sections, mainSection, budget);
  for (const section of [...sections].reverse()) {
    const inSection = section === mainSection ? numbers : numbersOf(section);
    for (const number of inSection) {
      const entry = entryIn(section.ranges, number);
      if (entry) merged.set(number, mergeEntry(merged.get(number), entry, section.kind));
    }
  }
  return (number) => {
    const found = merged.get(number);
    if (found) return { entry: found.newest, isDisputed: !isSamePlace(found.newest, found.inPdfium) };
    const entry = mainSection && entryIn(mainSection.ranges, number);
    return entry && { entry, isDisputed: false };
  };
}

/** Lists the numbers that are in any other section than the largest one. */
function numbersBeside(
  sections: readonly TableSection[],
  mainSection: TableSection | undefined,
  budget: ParseBudget,
): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const section of sections) {
    if (section === mainSection) continue;
    for (const number of numbersOf(section)) {
      budget.spendToken();
      if (!numbers.has(number)) budget.holdBytes(bytesPerNumber);
      numbers.add(number);
    }
  }
  return numbers;
}

/** Lists the numbers of a section. */
function* numbersOf({ ranges }: TableSection): Generator<number, void> {
  for (const { first, count } of ranges) {
    for (let index = 0; index < count; index++) yield first + index;
  }
}

function mainSectionOf(sections: readonly TableSection[]): TableSection | undefined {
  const sizes = sections.map(({ ranges }) => ranges.reduce((sum, { count }) => sum + count, 0));
  return sections[sizes.indexOf(Math.max(...sizes))];
}

/**
 * Adds the entry of a newer section. PDFium applies the sections from the oldest to the newest one, but never frees an
 * object for a table, and never replaces an object by one of a lower generation.
 *
 * Source: PDFium's `CPDF_CrossRefTable` and `CPDF_Parser::MergeCrossRefObjectsData` (2025-11-19), checked 2026-11-27.
 */
function mergeEntry(
  older: MergedEntry | undefined,
  entry: TableEntry,
  kind: TableSection['kind'],
): MergedEntry {
  const inPdfium = older?.inPdfium;
  const isOverlooked =
    entry.kind === 'free' ? kind === 'table' : generationOf(inPdfium) > generationOf(entry);
  return { newest: entry, inPdfium: isOverlooked ? inPdfium : entry };
}

function generationOf(entry: TableEntry | undefined): number {
  return entry === undefined || entry.kind === 'compressed' ? 0 : entry.generation;
}

function isSamePlace(one: TableEntry, other: TableEntry | undefined): boolean {
  if (other === undefined || other.kind === 'free') return one.kind === 'free';
  if (one.kind === 'uncompressed') return other.kind === 'uncompressed' && one.offset === other.offset;
  return (
    one.kind === 'compressed' &&
    other.kind === 'compressed' &&
    one.container === other.container &&
    one.index === other.index
  );
}
