import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import { deflatedStream } from '../../pdf/deflated-stream';
import { streamBytes } from '../../pdf/stream-bytes';
import { openStates, type OpenStates } from '../content/open-states';
import { preciseTransform, saved, transform } from '../content/operators';
import type { DisplayedPage } from '../template/page-geometry';
import type { TemplatePage } from '../template/template-pages';
import { addForms, type PlacedForm } from './page-forms';

/** The drawing on a page: its content, in the coordinates of the displayed page, and the objects that it names. */
export interface PageDrawing {
  readonly content: string;
  readonly fonts: Readonly<Record<string, PDFRef>>;
  readonly images: Readonly<Record<string, PDFRef>>;
}

/** The annotations of a page after some were flattened. */
export interface PageAnnotations {
  /** The flattened annotations, which the page paints below the drawing: the first one is at the bottom. */
  readonly below: readonly PlacedForm[];
  /** The page's new `Annots` entry, if it has to change. */
  readonly annotations?: PDFArray | undefined;
}

/** What is added to a page. */
export interface PageChange {
  readonly drawing: PageDrawing;
  readonly annotations: PageAnnotations;
}

const maxPageContentBytes = 32 * 1024 ** 2;

/** The budget that is left for the pages of a document. All pages may share one large object, so they share a budget. */
export interface PageBudget {
  copiedBytes: number;
  contentBytes: number;
}

/**
 * Draws over a page's own content, which stays as it is. The drawing is an object of its own, with its own names. Open
 * graphics states of the content are closed before it.
 *
 * @throws Error when the page's dictionaries exceed the budget for copies
 */
export function drawOnPage(
  context: PDFContext,
  page: TemplatePage,
  { drawing, annotations: { below, annotations } }: PageChange,
  budget: PageBudget,
): void {
  const { dict, displayed, ref } = page;
  spendCopies(page, budget);
  const form = drawingForm(context, drawing, displayed);
  const resources = page.resources?.clone(context) ?? context.obj({});
  const names = addForms(context, resources, { drawing: form, others: below.map((one) => one.form) });
  const contents = contentRefs(dict);
  const states = statesLeftOpen(
    contents.map((one) => context.lookup(one)),
    budget,
  );
  const [before, after] = contentAround(states, [
    ...below.map(({ form, matrix }) => saved(preciseTransform(matrix), `/${names.others.get(form)} Do`)),
    transform(displayed.toPage),
    `/${names.drawing} Do`,
  ]);
  const changed = dict.clone(context);
  changed.set(PDFName.of('Resources'), resources);
  changed.set(
    PDFName.of('Contents'),
    context.obj([
      context.register(deflatedStream(context, before)),
      ...contents,
      context.register(deflatedStream(context, after)),
    ]),
  );
  if (annotations) changed.set(PDFName.of('Annots'), annotations);
  context.assign(ref, changed);
}

function drawingForm(context: PDFContext, drawing: PageDrawing, { width, height }: DisplayedPage): PDFRef {
  const BBox = [0, 0, width, height];
  const entries = { Type: 'XObject', Subtype: 'Form', BBox, Resources: drawingResources(drawing) };
  return context.register(deflatedStream(context, drawing.content, entries));
}

/** Returns the content before and after a page's own, so that its graphics states do not affect the drawing. */
function contentAround(
  { missingOpens, finalDepth, closing }: OpenStates,
  drawing: readonly string[],
): readonly [string, string] {
  const opened = 1 + missingOpens;
  return [
    'q\n'.repeat(opened),
    [closing, 'Q\n'.repeat(opened + finalDepth) + 'q', ...drawing, 'Q'].join('\n'),
  ];
}

/** Returns the resources that a drawing's content names, without empty dictionaries. */
export function drawingResources({ fonts, images }: PageDrawing) {
  const nonEmpty = (refs: Readonly<Record<string, PDFRef>>) =>
    Object.keys(refs).length > 0 ? { ...refs } : undefined;
  return defined({ Font: nonEmpty(fonts), XObject: nonEmpty(images) });
}

function contentRefs(dict: PDFDict): readonly PDFRef[] {
  const key = PDFName.of('Contents');
  const [entry, object] = [dict.get(key), dict.lookup(key)];
  if (object instanceof PDFArray) return object.asArray().filter((one) => one instanceof PDFRef);
  return entry instanceof PDFRef && object ? [entry] : [];
}

/** The deepest nesting of states that the standard allows (ISO 32000-1, annex C). Readers ignore a surplus `Q`. */
const maxNesting = 28;

/** Finds the states that contents leave open. A content that cannot be read may leave open as many as there can be. */
function statesLeftOpen(contents: readonly unknown[], budget: PageBudget): OpenStates {
  const maxBytes = Math.min(maxPageContentBytes, budget.contentBytes);
  let bytesLeft = maxBytes;
  try {
    return openStates(
      contents.flatMap((one) => {
        if (!(one instanceof PDFRawStream)) return [];
        const before = bytesLeft;
        // A stream that fails costs everything: inflating it took time, too.
        bytesLeft = 0;
        const bytes = streamBytes(one, before);
        bytesLeft = before - bytes.length;
        return [bytes];
      }),
    );
  } catch {
    return { missingOpens: 0, finalDepth: maxNesting, closing: '' };
  } finally {
    budget.contentBytes -= maxBytes - bytesLeft;
  }
}

/** Spends the budget for copies. A copy is written again with all direct objects inside it. */
function spendCopies({ dict, resources }: TemplatePage, budget: PageBudget): void {
  const objects = resources?.lookup(PDFName.of('XObject'));
  const contents = dict.lookup(PDFName.of('Contents'));
  for (const copied of [dict, resources, objects, contents]) {
    if (copied instanceof PDFDict || copied instanceof PDFArray) budget.copiedBytes -= copied.sizeInBytes();
  }
  if (budget.copiedBytes < 0) throw new Error('page dictionaries too large');
}
