import { PDFArray, PDFDict, PDFName, PDFRef } from '@cantoo/pdf-lib';
import type { TemplatePage } from '../template/template-pages';

/** What a page lists as its annotations. */
export interface AnnotationList {
  readonly entries: PDFArray;
  /** Where the list is an object of its own. */
  readonly ref?: PDFRef;
}

/** What may still be spent on looking at the annotations of a document. */
export interface AnnotationBudget {
  /** Comparisons of an annotation with a field. */
  steps: number;
  /** Annotations that may become part of a page. */
  baked: number;
}

/** Reading one annotation takes as long as so many comparisons. */
export const stepsOfReading = 50;

/** The annotations of a page; `undefined` where it has none. */
export function annotationList({ dict }: TemplatePage): AnnotationList | undefined {
  const key = PDFName.of('Annots');
  const [value, entries] = [dict.get(key), dict.lookup(key)];
  if (!(entries instanceof PDFArray) || entries.size() === 0) return undefined;
  return { entries, ...(value instanceof PDFRef ? { ref: value } : {}) };
}

/** An annotation in a list: what stands there, and what it means. */
export interface ListedAnnotation {
  readonly index: number;
  /** A reference, or the annotation itself. */
  readonly entry: PDFRef | PDFDict;
  readonly dict: PDFDict;
}

/** The annotations of a list, in the order in which readers paint them. */
export function* listedAnnotations({ entries }: AnnotationList): Generator<ListedAnnotation, void> {
  for (let index = 0; index < entries.size(); index++) {
    const [entry, dict] = [entries.get(index), entries.lookup(index)];
    if (dict instanceof PDFDict) yield { index, entry: entry instanceof PDFRef ? entry : dict, dict };
  }
}
