import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { streamBytes } from '../../pdf/stream-bytes';
import type { BakedAnnotations } from '../annotations/bake-annotations';
import { openStates, type OpenStates } from '../content/open-states';
import { preciseTransform, saved, transform } from '../content/operators';
import type { DisplayedPage } from '../template/page-geometry';
import type { TemplatePage } from '../template/template-pages';
import { addForms } from './page-forms';
import { stream } from '../../pdf/stream';

/** What is drawn on a page: its content, in what is displayed of it, and the objects that the content names. */
export interface PageDrawing {
  readonly content: string;
  readonly fonts: Readonly<Record<string, PDFRef>>;
  readonly images: Readonly<Record<string, PDFRef>>;
}

/** What a page is to say besides what it says already. */
export interface PageChange {
  readonly drawing: PageDrawing;
  /** What is painted below the drawing, and the page's annotations that are left. */
  readonly annotations: Pick<BakedAnnotations, 'below' | 'annotations'>;
}

/** Bytes of a page's own content that are looked at. */
const mostContent = 32 * 1024 ** 2;

/** What may still be spent on the pages of a document: a few bytes of it can be what all of them say. */
export interface PageBudget {
  /** Bytes that pages say. */
  copiedBytes: number;
  /** Bytes of their contents. */
  content: number;
}

/**
 * Puts a drawing over a page's own content, which stays as it is: the drawing is an object of its own, with its own names.
 * Whatever state the content leaves behind is closed before it.
 *
 * @throws Error when the page says more than may be copied
 */
export function drawOnPage(
  context: PDFContext,
  page: TemplatePage,
  { drawing, annotations: { below, annotations } }: PageChange,
  budget: PageBudget,
): void {
  const { dict, displayed, ref } = page;
  spendCopies(page, budget);
  const form = formOf(context, drawing, displayed);
  const resources = page.resources?.clone(context) ?? context.obj({});
  const names = addForms(context, resources, { drawing: form, others: below.map((one) => one.form) });
  const contents = contentsOf(dict);
  const states = statesLeft(
    contents.map((one) => context.lookup(one)),
    budget,
  );
  const [begin, end] = around(states, [
    ...below.map(({ form, matrix }) => saved(preciseTransform(matrix), `/${names.nameOf.get(form)} Do`)),
    transform(displayed.toPage),
    `/${names.drawing} Do`,
  ]);
  const changed = dict.clone(context);
  changed.set(PDFName.of('Resources'), resources);
  changed.set(
    PDFName.of('Contents'),
    context.obj([
      context.register(stream(context, begin)),
      ...contents,
      context.register(stream(context, end)),
    ]),
  );
  if (annotations) changed.set(PDFName.of('Annots'), annotations);
  context.assign(ref, changed);
}

function formOf(context: PDFContext, drawing: PageDrawing, { width, height }: DisplayedPage): PDFRef {
  const BBox = [0, 0, width, height];
  const entries = { Type: 'XObject', Subtype: 'Form', BBox, Resources: resourcesOf(drawing) };
  return context.register(stream(context, drawing.content, entries));
}

/** What stands before a page's own content, and after it: a drawing that its states do not reach. */
function around(
  { borrowed, left, closing }: OpenStates,
  drawing: readonly string[],
): readonly [string, string] {
  const opened = 1 + borrowed;
  return ['q\n'.repeat(opened), [closing, 'Q\n'.repeat(opened + left) + 'q', ...drawing, 'Q'].join('\n')];
}

/** What a content's names mean: left out are the kinds that it names nothing of. */
export function resourcesOf({ fonts, images }: PageDrawing) {
  return {
    ...(Object.keys(fonts).length > 0 ? { Font: { ...fonts } } : {}),
    ...(Object.keys(images).length > 0 ? { XObject: { ...images } } : {}),
  };
}

function contentsOf(dict: PDFDict): readonly PDFRef[] {
  const key = PDFName.of('Contents');
  const [entry, object] = [dict.get(key), dict.lookup(key)];
  if (object instanceof PDFArray) return object.asArray().filter((one) => one instanceof PDFRef);
  return entry instanceof PDFRef && object ? [entry] : [];
}

/** More states than that no content should leave open (ISO 32000-1, annex C). Readers overlook what is closed too often. */
const deepestNesting = 28;

/** A content that cannot be read may leave open whatever it can. */
function statesLeft(contents: readonly unknown[], budget: PageBudget): OpenStates {
  const most = Math.min(mostContent, budget.content);
  let left = most;
  try {
    return openStates(
      contents.flatMap((one) => {
        if (!(one instanceof PDFRawStream)) return [];
        const before = left;
        // What fails has taken its time, too.
        left = 0;
        const bytes = streamBytes(one, before);
        left = before - bytes.length;
        return [bytes];
      }),
    );
  } catch {
    return { borrowed: 0, left: deepestNesting, closing: '' };
  } finally {
    budget.content -= most - left;
  }
}

/** What is copied is written, with all that it does not merely refer to. */
function spendCopies({ dict, resources }: TemplatePage, budget: PageBudget): void {
  const objects = resources?.lookup(PDFName.of('XObject'));
  const contents = dict.lookup(PDFName.of('Contents'));
  for (const copied of [dict, resources, objects, contents]) {
    if (copied instanceof PDFDict || copied instanceof PDFArray) budget.copiedBytes -= copied.sizeInBytes();
  }
  if (budget.copiedBytes < 0) throw new Error('pages that say too much');
}
