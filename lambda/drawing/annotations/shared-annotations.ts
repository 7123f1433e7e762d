import type { PDFDict, PDFRef } from '@cantoo/pdf-lib';
import type { TemplatePage } from '../template/template-pages';
import { annotationList, listedAnnotations, stepsOfReading, type AnnotationBudget } from './annotation-list';

/** Whether an annotation is on more than one page, so that it cannot be hidden on one of them. */
export type IsShared = (entry: PDFRef | PDFDict) => boolean;

/** Finds the annotations that are on several pages: they should not be. All count as such where there are too many to look at. */
export function sharedAnnotations(pages: readonly TemplatePage[], budget: AnnotationBudget): IsShared {
  const pageOf = new Map<PDFRef | PDFDict, TemplatePage>();
  const shared = new Set<PDFRef | PDFDict>(pages.map(({ ref }) => ref));
  for (const page of pages) {
    const list = annotationList(page);
    if (!list) continue;
    const price = list.entries.size() * stepsOfReading;
    if (price > budget.steps) return () => true;
    budget.steps -= price;
    for (const { entry } of listedAnnotations(list)) {
      if ((pageOf.get(entry) ?? page) !== page) shared.add(entry);
      pageOf.set(entry, page);
    }
  }
  return (entry) => shared.has(entry);
}
