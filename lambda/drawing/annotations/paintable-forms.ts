import { PDFName, PDFRawStream, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';

/** The form by which a page can paint an appearance; `undefined` where there is none. */
export type PaintableForm = (appearance: PDFRef) => PDFRef | undefined;

const subtype = PDFName.of('Subtype');

/**
 * Appearances as a page can paint them. Readers do not ask an appearance whether it is a form, but they ask what a page paints:
 * where it does not say so, there is a copy of it that does.
 *
 * @param most bytes of all copies
 */
export function paintableForms(context: PDFContext, most: number): PaintableForm {
  const copies = new Map<PDFRef, PDFRef>();
  let left = most;
  return (appearance) => {
    const known = copies.get(appearance);
    if (known) return known;
    const stream = context.lookup(appearance);
    if (!(stream instanceof PDFRawStream)) return undefined;
    if (stream.dict.has(subtype)) return appearance;
    if (stream.contents.length > left) return undefined;
    left -= stream.contents.length;
    const dict = stream.dict.clone(context);
    dict.set(subtype, PDFName.of('Form'));
    const copy = context.register(PDFRawStream.of(dict, stream.contents));
    copies.set(appearance, copy);
    return copy;
  };
}
