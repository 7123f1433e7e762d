import { PDFDict, PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import type { Matrix } from '../template/page-geometry';

/** A form that a page paints, and its place in the page's own coordinates. */
export interface PlacedForm {
  readonly form: PDFRef;
  readonly matrix: Matrix;
}

/** The forms that a page paints. */
export interface PageForms {
  /**
   * What the names end with. A template must not be able to know it: its own content could name the drawing, and show a
   * signature where nobody signed.
   */
  readonly nameSuffix: string;
  readonly drawing: PDFRef;
  /** The page's own content, if a form paints it. */
  readonly content?: PDFRef | undefined;
  readonly others: readonly PDFRef[];
}

/** The names of forms in a page's content. */
export type FormNames = ReadonlyMap<PDFRef | undefined, string>;

/** Adds forms to a page's resources, under names that are not in use there. */
export function addForms(
  context: PDFContext,
  resources: PDFDict,
  { nameSuffix, drawing, content, others }: PageForms,
): FormNames {
  const key = PDFName.of('XObject');
  const old = resources.lookup(key);
  const objects = old instanceof PDFDict ? old.clone(context) : context.obj({});
  const names = new Map<PDFRef, string>();
  const add = (form: PDFRef, base: string) => {
    const name = `${base}-${nameSuffix}`;
    objects.set(PDFName.of(name), form);
    names.set(form, name);
  };
  add(drawing, 'EsignDrawing');
  if (content) add(content, 'EsignContent');
  for (const [index, form] of [...new Set(others)].entries()) add(form, `EsignBelow${index}`);
  resources.set(key, objects);
  return names;
}
