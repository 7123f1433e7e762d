import { PDFArray, PDFDict, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import type { TemplatePage } from '../template/template-pages';

/** The annotations that a page lists (`Annots`). */
export interface AnnotationList {
  readonly entries: PDFArray;
  /** The list's reference, if the list is an indirect object. */
  readonly ref?: PDFRef | undefined;
}

/** The budget that is left for the annotations of a document. */
export interface AnnotationBudget {
  /** Comparisons of an annotation with a field. */
  steps: number;
  /** Annotations that may still be painted into a page. */
  flattened: number;
}

/** The steps that reading one annotation costs: it takes as long as so many comparisons. */
export const readingSteps = 50;

/** Returns the annotations of a page; `undefined` if it has none. */
export function annotationList({ dict }: TemplatePage): AnnotationList | undefined {
  const key = PDFName.of('Annots');
  const [value, entries] = [dict.get(key), dict.lookup(key)];
  if (!(entries instanceof PDFArray) || entries.size() === 0) return undefined;
  return defined({ entries, ref: value instanceof PDFRef ? value : undefined });
}

/** An annotation in a list. */
export interface ListedAnnotation {
  readonly index: number;
  /** The list's own entry: a reference, or the annotation itself. */
  readonly entry: PDFRef | PDFDict;
  readonly dict: PDFDict;
}

/** Yields the annotations of a list, in the order in which readers paint them. */
export function* listedAnnotations({ entries }: AnnotationList): Generator<ListedAnnotation, void> {
  for (let index = 0; index < entries.size(); index++) {
    const [entry, dict] = [entries.get(index), entries.lookup(index)];
    if (dict instanceof PDFDict) yield { index, entry: entry instanceof PDFRef ? entry : dict, dict };
  }
}

/** Whether an annotation is on more than one page, so that it cannot be hidden on one of them only. */
export type IsShared = (entry: PDFRef | PDFDict) => boolean;

/** Finds the annotations that several pages list, against the standard. Beyond the budget, all count as shared. */
export function sharedAnnotations(pages: readonly TemplatePage[], budget: AnnotationBudget): IsShared {
  const pageOf = new Map<PDFRef | PDFDict, TemplatePage>();
  const shared = new Set<PDFRef | PDFDict>(pages.map(({ ref }) => ref));
  for (const page of pages) {
    const list = annotationList(page);
    if (!list) continue;
    const cost = list.entries.size() * readingSteps;
    if (cost > budget.steps) return () => true;
    budget.steps -= cost;
    for (const { entry } of listedAnnotations(list)) {
      if ((pageOf.get(entry) ?? page) !== page) shared.add(entry);
      pageOf.set(entry, page);
    }
  }
  return (entry) => shared.has(entry);
}
