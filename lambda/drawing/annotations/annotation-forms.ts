import { PDFName, PDFRawStream, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { deflatedStream } from '../../pdf/deflated-stream';
import { preciseTransform, saved } from '../content/operators';
import type { PlacedForm } from '../output/page-forms';
import { visibleAreas, type VisibleAnnotation } from './visible-annotation';

/** Returns the form by which a page can paint an appearance; `undefined` if no page can. */
export type PaintableForm = (appearance: PDFRef) => PDFRef | undefined;

const subtype = PDFName.of('Subtype');

/**
 * Makes appearances paintable by a page. An XObject drawn by a page needs `/Subtype /Form`; an appearance stream does
 * not. Those without it are copied with it added.
 *
 * @param maxBytes of all copies
 */
export function paintableForms(context: PDFContext, maxBytes: number): PaintableForm {
  const copies = new Map<PDFRef, PDFRef>();
  let bytesLeft = maxBytes;
  return (appearance) => {
    const known = copies.get(appearance);
    if (known) return known;
    const stream = context.lookup(appearance);
    if (!(stream instanceof PDFRawStream)) return undefined;
    if (stream.dict.has(subtype)) return appearance;
    if (stream.contents.length > bytesLeft) return undefined;
    bytesLeft -= stream.contents.length;
    const dict = stream.dict.clone(context);
    dict.set(subtype, PDFName.of('Form'));
    const copy = context.register(PDFRawStream.of(dict, stream.contents));
    copies.set(appearance, copy);
    return copy;
  };
}

/** Keeps an annotation's layer (`OC`), which a reader can switch off: wraps the form in one of the same layer. */
export function formInLayer(
  context: PDFContext,
  annotation: VisibleAnnotation,
  { form, matrix }: PlacedForm,
): PlacedForm {
  const layer = annotation.dict.get(PDFName.of('OC'));
  if (layer === undefined) return { form, matrix };
  const { x0, y0, x1, y1 } = visibleAreas(annotation).at(-1) ?? annotation.rect;
  const entries = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [x0, y0, x1, y1],
    OC: layer,
    Resources: { XObject: { Appearance: form } },
  };
  const content = saved(preciseTransform(matrix), '/Appearance Do');
  return {
    form: context.register(deflatedStream(context, content, entries)),
    matrix: [1, 0, 0, 1, 0, 0],
  };
}
