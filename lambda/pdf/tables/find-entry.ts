import { entryIn, type TableEntry, type TableSection } from './table-section';

/** An entry, and whether readers may use another one. */
export interface FoundEntry {
  readonly entry: TableEntry;
  readonly isDisputed: boolean;
}

/** Finds the entry that counts for an object number: the newest one. */
export function findEntry(sections: readonly TableSection[], number: number): FoundEntry | undefined {
  const entries = sections.flatMap(({ ranges, kind }) => {
    const entry = entryIn(ranges, number);
    return entry ? [{ entry, kind }] : [];
  });
  const newest = entries[0];
  if (!newest) return undefined;
  const isDisputed = entries.length > 1 && !isSamePlace(newest.entry, entryInPdfium(entries));
  return { entry: newest.entry, isDisputed };
}

/**
 * Finds the entry that PDFium uses. It applies the sections from the oldest to the newest one, but never frees an object
 * for a table, and never replaces an object by one of a lower generation.
 *
 * Source: PDFium's `CPDF_CrossRefTable` and `CPDF_Parser::MergeCrossRefObjectsData` (2025-11-19), checked 2026-11-27.
 */
function entryInPdfium(
  entries: readonly { readonly entry: TableEntry; readonly kind: TableSection['kind'] }[],
): TableEntry | undefined {
  let current: TableEntry | undefined;
  for (const { entry, kind } of [...entries].reverse()) {
    if (entry.kind === 'free' && kind === 'table') continue;
    if (entry.kind === 'free' || generationOf(current) <= generationOf(entry)) current = entry;
  }
  return current;
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
