import { PDFDict, PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import type { Matrix } from '../template/page-geometry';

/** A form that a page paints, and its place in the page's own coordinates. */
export interface PlacedForm {
  readonly form: PDFRef;
  readonly matrix: Matrix;
}

/** The names of forms in a page's content. */
export interface FormNames {
  readonly drawing: string;
  readonly others: ReadonlyMap<PDFRef, string>;
}

/** Adds forms to a page's resources, under names that are not in use there. */
export function addForms(
  context: PDFContext,
  resources: PDFDict,
  { drawing, others }: { readonly drawing: PDFRef; readonly others: readonly PDFRef[] },
): FormNames {
  const key = PDFName.of('XObject');
  const old = resources.lookup(key);
  const objects = old instanceof PDFDict ? old.clone(context) : context.obj({});
  let drawingName = 'EsignDrawing';
  while (objects.has(PDFName.of(drawingName))) drawingName += '1';
  objects.set(PDFName.of(drawingName), drawing);
  const otherNames = new Map<PDFRef, string>();
  let number = 0;
  for (const form of new Set(others)) {
    while (objects.has(PDFName.of(`EsignBelow${number}`))) number++;
    otherNames.set(form, `EsignBelow${number}`);
    objects.set(PDFName.of(`EsignBelow${number}`), form);
  }
  resources.set(key, objects);
  return { drawing: drawingName, others: otherNames };
}
