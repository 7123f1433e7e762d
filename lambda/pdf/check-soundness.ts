import { PDFArray, PDFDict, PDFRawStream, PDFRef, type PDFObject } from '@cantoo/pdf-lib';
import type { ObjectLoader } from './objects/object-loader';
import type { ParseBudget } from './parse-budget';
import type { PdfTables } from './tables/read-tables';

/** The tables of a PDF, and what they lead to. */
export interface SoundnessSource {
  readonly tables: PdfTables;
  readonly sizeBytes: number;
  readonly loader: ObjectLoader;
  readonly budget: ParseBudget;
}

/**
 * Whether no reader has a reason to repair a PDF: each entry is within the file, and each reference leads to an object
 * that is where the tables say, in the same generation, and ends properly; or to no object at all.
 */
export function isSound({ tables, sizeBytes, loader, budget }: SoundnessSource): boolean {
  const trailer = tables.sections[0]?.trailer;
  if (trailer === undefined || !areInside(tables, sizeBytes, budget)) return false;
  return budget.letGoAfter(() => isWalkable(trailer, loader, budget));
}

function areInside({ sections }: PdfTables, sizeBytes: number, budget: ParseBudget): boolean {
  return sections.every(({ ranges }) =>
    ranges.every(({ count, entryAt }) => {
      for (let index = 0; index < count; index++) {
        budget.spendToken();
        const entry = entryAt(index);
        if (entry.kind === 'uncompressed' && entry.offset >= sizeBytes) return false;
      }
      return true;
    }),
  );
}

function isWalkable(trailer: PDFDict, loader: ObjectLoader, budget: ParseBudget): boolean {
  const visited = new Set<number>();
  const pending: PDFObject[] = [trailer];
  for (let object = pending.pop(); object; object = pending.pop()) {
    budget.spendToken();
    const children = object instanceof PDFRef ? targetOf(object, loader, visited) : childrenOf(object);
    if (!children) return false;
    for (const child of children) pending.push(child);
  }
  return true;
}

/** Returns what a reference leads to, if it is new; `undefined` if a reader may see another object there. */
function targetOf(
  { objectNumber, generationNumber }: PDFRef,
  loader: ObjectLoader,
  visited: Set<number>,
): readonly PDFObject[] | undefined {
  const place = loader.index.find(objectNumber);
  if (!place) return [];
  if (generationNumber !== (place.kind === 'uncompressed' ? place.generation : 0)) return undefined;
  if (visited.has(objectNumber)) return [];
  visited.add(objectNumber);
  const loaded = loader.load(objectNumber);
  return loaded?.isStrict ? [loaded.object] : undefined;
}

function childrenOf(object: PDFObject): readonly PDFObject[] {
  if (object instanceof PDFRawStream) return object.dict.values();
  if (object instanceof PDFDict) return object.values();
  return object instanceof PDFArray ? object.asArray() : [];
}
