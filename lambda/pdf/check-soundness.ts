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
  return trailer !== undefined && areInside(tables, sizeBytes, budget) && isWalkable(trailer, loader, budget);
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
    if (object instanceof PDFRef) {
      if (!isLoadable(object, loader)) return false;
      if (visited.has(object.objectNumber)) continue;
      visited.add(object.objectNumber);
      object = loader.load(object.objectNumber)?.object;
    }
    for (const child of childrenOf(object)) pending.push(child);
  }
  return true;
}

function isLoadable({ objectNumber, generationNumber }: PDFRef, loader: ObjectLoader): boolean {
  const place = loader.index.find(objectNumber);
  if (!place) return true;
  const generation = place.kind === 'uncompressed' ? place.generation : 0;
  return generation === generationNumber && loader.load(objectNumber)?.isStrict === true;
}

function childrenOf(object: PDFObject | undefined): readonly PDFObject[] {
  if (object instanceof PDFRawStream) return object.dict.values();
  if (object instanceof PDFDict) return object.values();
  return object instanceof PDFArray ? object.asArray() : [];
}
