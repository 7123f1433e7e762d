import { PDFArray, PDFDict, PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import { deflatedStream } from '../../pdf/deflated-stream';
import { NestedContents } from '../content/nested-contents';
import { endOfText, preciseTransform, saved, transform } from '../content/operators';
import type { DrawingLimits } from '../drawing-limits';
import type { DisplayedPage } from '../template/page-geometry';
import type { TemplatePage } from '../template/template-pages';
import type { ContentFormBudget } from './content-form';
import { pageContent, type PageContent, type PageContentBudget } from './page-content';
import { addForms, type FormNames, type PlacedForm } from './page-forms';

/** The drawing on a page: its content, in the coordinates of the displayed page, and the objects that it names. */
export interface PageDrawing {
  readonly content: string;
  readonly fonts: Readonly<Record<string, PDFRef>>;
  readonly images: Readonly<Record<string, PDFRef>>;
}

/** A flattened annotation. */
export interface FlattenedForm extends PlacedForm {
  /** Marked contents that the form may leave open. */
  readonly openMarks: number;
}

/** The annotations of a page after some were flattened. */
export interface PageAnnotations {
  /** The flattened annotations, which the page paints below the drawing: the first one is at the bottom. */
  readonly below: readonly FlattenedForm[];
  /** The page's new `Annots` entry, if it has to change. */
  readonly annotations?: PDFArray | undefined;
}

/** What is added to a page. */
export interface PageChange {
  /** The digest of the original. No content of the original can name what is added: it would have to have its own digest. */
  readonly originalSha256: string;
  readonly drawing: PageDrawing;
  readonly annotations: PageAnnotations;
}

/** The budget that is left for the pages of a document. All pages may share one large object, so they share a budget. */
export interface PageBudget extends PageContentBudget {
  copiedBytes: number;
}

/** Returns the budget of one document. */
export function pageBudget(limits: DrawingLimits): PageBudget {
  const { maxCopiedBytes, maxContentBytes, maxRewrittenContentBytes } = limits;
  const contents: ContentFormBudget = { contentBytes: maxContentBytes, formBytes: maxRewrittenContentBytes };
  return Object.assign(contents, {
    copiedBytes: maxCopiedBytes,
    nested: new NestedContents(contents),
    cleanStreams: new Map(),
  });
}

/**
 * Draws over a page's own content. The drawing is an object of its own, with its own names. Whatever the content leaves
 * open ends before it.
 *
 * @returns Whether all readers are known to show the page's own content, and the drawing
 * @throws Error when the page's dictionaries exceed the budget for copies
 */
export function drawOnPage(
  context: PDFContext,
  page: TemplatePage,
  { originalSha256, drawing, annotations: { below, annotations } }: PageChange,
  budget: PageBudget,
): boolean {
  const { dict, displayed, ref } = page;
  spendCopies(page, budget);
  const own = pageContent(context, page, budget);
  const resources = page.resources?.clone(context) ?? context.obj({});
  const drawingRef = drawingForm(context, drawing, displayed);
  const names = addForms(context, resources, {
    nameSuffix: originalSha256,
    drawing: drawingRef,
    content: own.form,
    others: below.map((one) => one.form),
  });
  const drawn = [
    ...below.flatMap(({ form, matrix, openMarks }) => [
      saved(preciseTransform(matrix), `/${names.get(form)} Do`, endOfText),
      closing(openMarks),
    ]),
    saved(transform(displayed.toPage), `/${names.get(drawingRef)} Do`),
  ];
  const changed = dict.clone(context);
  changed.set(PDFName.of('Resources'), resources);
  changed.set(PDFName.of('Contents'), contentsOf(context, own, names, drawn));
  if (annotations) changed.set(PDFName.of('Annots'), annotations);
  context.assign(ref, changed);
  return own.isReadable;
}

/** Returns the page's `Contents`: its own content, whose graphics state ends with it, and the drawing. */
function contentsOf(
  context: PDFContext,
  { streams, form, openMarks }: PageContent,
  names: FormNames,
  drawn: readonly string[],
): PDFArray {
  const added = (...lines: readonly string[]) => context.register(deflatedStream(context, lines.join('\n')));
  if (form)
    return context.obj([added(saved(`/${names.get(form)} Do`, endOfText), closing(openMarks), ...drawn)]);
  return context.obj([added('q\n'), ...streams, added('', endOfText, 'Q', closing(openMarks), ...drawn)]);
}

/** Closes marked contents. Readers overlook an `EMC` too many. An open layer that is off would hide the drawing. */
function closing(openMarks: number): string {
  return 'EMC '.repeat(openMarks);
}

function drawingForm(context: PDFContext, drawing: PageDrawing, { width, height }: DisplayedPage): PDFRef {
  const BBox = [0, 0, width, height];
  const entries = { Type: 'XObject', Subtype: 'Form', BBox, Resources: drawingResources(drawing) };
  return context.register(deflatedStream(context, drawing.content, entries));
}

/** Returns the resources that a drawing's content names, without empty dictionaries. */
export function drawingResources({ fonts, images }: PageDrawing) {
  const nonEmpty = (refs: Readonly<Record<string, PDFRef>>) =>
    Object.keys(refs).length > 0 ? { ...refs } : undefined;
  return defined({ Font: nonEmpty(fonts), XObject: nonEmpty(images) });
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
