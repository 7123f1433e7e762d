import { PDFRef, type PDFArray, type PDFContext } from '@cantoo/pdf-lib';
import type { AnnotationList, ListedAnnotation } from './annotation-list';
import { hidden } from './read-annotation';

/**
 * Hides annotations where they are, as objects or in the list itself: a form goes on having all of its fields. Returns the list
 * where it is a part of the page and has become another one.
 */
export function hideAnnotations(
  context: PDFContext,
  { entries, ref }: AnnotationList,
  annotations: readonly ListedAnnotation[],
): PDFArray | undefined {
  let changed: PDFArray | undefined;
  for (const { index, entry, dict } of annotations) {
    if (entry instanceof PDFRef) context.assign(entry, hidden(dict));
    else (changed ??= entries.clone(context)).set(index, hidden(dict));
  }
  if (!changed || !ref) return changed;
  context.assign(ref, changed);
  return undefined;
}
