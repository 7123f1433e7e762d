import { PDFDict, PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';

/** Names that a page's content gives to forms. */
export interface PageForms {
  /** That of the drawing. */
  readonly drawing: string;
  /** Those of the others. */
  readonly nameOf: ReadonlyMap<PDFRef, string>;
}

/** Adds forms to a page's resources, by names that nothing else there has. */
export function addForms(
  context: PDFContext,
  resources: PDFDict,
  { drawing, others }: { readonly drawing: PDFRef; readonly others: readonly PDFRef[] },
): PageForms {
  const key = PDFName.of('XObject');
  const old = resources.lookup(key);
  const objects = old instanceof PDFDict ? old.clone(context) : context.obj({});
  let name = 'EsignDrawing';
  while (objects.has(PDFName.of(name))) name += '1';
  objects.set(PDFName.of(name), drawing);
  const nameOf = new Map<PDFRef, string>();
  let number = 0;
  for (const form of new Set(others)) {
    while (objects.has(PDFName.of(`EsignBelow${number}`))) number++;
    nameOf.set(form, `EsignBelow${number}`);
    objects.set(PDFName.of(`EsignBelow${number}`), form);
  }
  resources.set(key, objects);
  return { drawing: name, nameOf };
}
