import { PDFName, PDFNumber, PDFRef, type PDFArray, type PDFContext, type PDFDict } from '@cantoo/pdf-lib';
import type { AnnotationList, ListedAnnotation } from './annotation-list';
import { flagsOf, hiddenFlag } from './visible-annotation';

/**
 * Hides annotations by their flags, without removing them: a form keeps all of its fields. Returns the changed list if
 * the page dictionary itself contains it.
 */
export function hideAnnotations(
  context: PDFContext,
  { entries, ref }: AnnotationList,
  annotations: readonly ListedAnnotation[],
): PDFArray | undefined {
  let changed: PDFArray | undefined;
  for (const { index, entry, dict } of annotations) {
    if (entry instanceof PDFRef) context.assign(entry, hiddenCopy(dict));
    else (changed ??= entries.clone(context)).set(index, hiddenCopy(dict));
  }
  if (!changed || !ref) return changed;
  context.assign(ref, changed);
  return undefined;
}

function hiddenCopy(dict: PDFDict): PDFDict {
  const copy = dict.clone();
  copy.set(PDFName.of('F'), PDFNumber.of((flagsOf(dict) | hiddenFlag) >>> 0));
  return copy;
}
