import { PDFName, PDFRawStream, type PDFContext, type PDFDict, type PDFRef } from '@cantoo/pdf-lib';
import { deflatedStream } from '../../pdf/deflated-stream';
import { NestedContents } from '../content/nested-contents';
import { preciseTransform, saved } from '../content/operators';
import type { ContentBudget } from '../content/read-streams';
import { isShownAfter } from '../output/page-content';
import type { PlacedForm } from '../output/page-forms';
import { visibleAreas, type VisibleAnnotation } from './visible-annotation';

/** A form by which a page can paint an appearance. */
export interface PaintableForm {
  readonly form: PDFRef;
  /** Marked contents that it may leave open, with all that it calls. */
  readonly openMarks: number;
}

/** Returns the form by which a page with these resources can paint an appearance; `undefined` if it cannot. */
export type FindPaintableForm = (
  appearance: PDFRef,
  pageResources: PDFDict | undefined,
) => PaintableForm | undefined;

const subtype = PDFName.of('Subtype');

/** The budget that is left for the appearances of a document. */
export interface AppearanceBudget extends ContentBudget {
  /** Appearances that may still be copied. */
  copiedBytes: number;
}

/**
 * Makes appearances paintable by a page. An XObject drawn by a page needs `/Subtype /Form`; an appearance stream does
 * not. Those without it are copied with it added. Readers confine damage to a form, but some do not close its marked
 * contents.
 */
export function paintableForms(context: PDFContext, budget: AppearanceBudget): FindPaintableForm {
  const nested = new NestedContents(budget);
  const copies = new Map<PDFRawStream, PDFRef>();
  return (appearance, pageResources) => {
    const stream = context.lookup(appearance);
    if (!(stream instanceof PDFRawStream)) return undefined;
    const left = nested.ofForm(stream, [pageResources]);
    if (!isShownAfter(left)) return undefined;
    const openMarks = left.marks;
    if (stream.dict.has(subtype)) return { form: appearance, openMarks };
    const form = copies.get(stream) ?? copied(context, stream, budget);
    if (!form) return undefined;
    copies.set(stream, form);
    return { form, openMarks };
  };
}

function copied(context: PDFContext, stream: PDFRawStream, budget: AppearanceBudget): PDFRef | undefined {
  if (stream.contents.length > budget.copiedBytes) return undefined;
  budget.copiedBytes -= stream.contents.length;
  const dict = stream.dict.clone(context);
  dict.set(subtype, PDFName.of('Form'));
  return context.register(PDFRawStream.of(dict, stream.contents));
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
