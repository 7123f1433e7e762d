import { PDFArray, PDFName, PDFRawStream, PDFRef, type PDFContext, type PDFDict } from '@cantoo/pdf-lib';
import { maxSafeStates, readContentShape, type ContentShape } from '../content/content-shape';
import { readStreams, type JoinedContent } from '../content/read-streams';
import type { TemplatePage } from '../template/template-pages';
import { copiedForm, writtenForm, type ContentFormBudget } from './content-form';

/** How a page that is drawn on paints its own content. */
export interface PageContent {
  /** The streams of the content that the page lists; empty if a form paints it. */
  readonly streams: readonly PDFRef[];
  readonly form?: PDFRef;
  /** Marked contents that the form may leave open: MuPDF and Ghostscript do not close them where a form ends. */
  readonly openMarks: number;
  /** Whether the content could be read, and every reader shows what is drawn after it. */
  readonly isReadable: boolean;
}

/** The budget that is left for contents, and what is known of them. */
export interface PageContentBudget extends ContentFormBudget {
  /** Streams that are a whole, clean content. Thousands of pages may share one: it is read once. */
  readonly cleanStreams: Set<PDFRawStream>;
}

/**
 * Finds out how a page can paint its own content so that readers show what is drawn after it. After an error, each reader
 * goes on in its own way: Poppler ends a content at a `Q` too many, MuPDF where a stream is damaged, pdf.js at a bracket
 * too many. But all of them confine this to a form. So a content that is not clean becomes a form. Its streams are
 * joined in it. If there is only one, and it is damaged, it is copied: each reader shows as much of it as before.
 */
export function pageContent(context: PDFContext, page: TemplatePage, budget: PageContentBudget): PageContent {
  const listed = contentStreams(context, page.dict);
  const asListed = { streams: listed.map(({ ref }) => ref), openMarks: 0, isReadable: true };
  if (listed.length === 1 && listed.every(({ stream }) => budget.cleanStreams.has(stream))) return asListed;
  const read = readStreams(
    listed.map(({ stream }) => stream),
    budget,
  );
  const shape = readContentShape(read.bytes, read.joints);
  if (!read.isWhole || !shape.isClean) return pageForm(context, page, { read, listed, shape }, budget);
  if (listed.length === 1) for (const { stream } of listed) budget.cleanStreams.add(stream);
  return asListed;
}

/** Paints a content that is not clean by a form; beyond the budget, as it is listed. */
function pageForm(
  context: PDFContext,
  page: TemplatePage,
  { shape, ...content }: ContentToPaint & { readonly shape: ContentShape },
  budget: ContentFormBudget,
): PageContent {
  const form = contentForm(context, page, content, budget);
  if (!form) return { streams: content.listed.map(({ ref }) => ref), openMarks: 0, isReadable: false };
  const isReadable = content.read.isWhole && shape.maxStates <= maxSafeStates;
  return { streams: [], form, openMarks: shape.maxMarks, isReadable };
}

interface ListedStream {
  readonly ref: PDFRef;
  readonly stream: PDFRawStream;
}

/** Lists what every reader takes for a content stream. Poppler shows no content at all if the list has anything else. */
function contentStreams(context: PDFContext, dict: PDFDict): readonly ListedStream[] {
  const key = PDFName.of('Contents');
  const [entry, object] = [dict.get(key), dict.lookup(key)];
  const refs = object instanceof PDFArray ? object.asArray() : [entry];
  return refs.flatMap((ref) => {
    const stream = ref instanceof PDFRef ? context.lookup(ref) : undefined;
    return ref instanceof PDFRef && stream instanceof PDFRawStream ? [{ ref, stream }] : [];
  });
}

interface ContentToPaint {
  readonly read: JoinedContent;
  readonly listed: readonly ListedStream[];
}

function contentForm(
  context: PDFContext,
  page: TemplatePage,
  { read, listed }: ContentToPaint,
  budget: ContentFormBudget,
): PDFRef | undefined {
  const [first, second] = listed;
  if (first && !second && !read.isWhole) return copiedForm(context, page, first.stream, budget);
  return read.isTooLarge ? undefined : writtenForm(context, page, read.bytes, budget);
}
