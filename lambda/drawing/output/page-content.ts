import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFContext } from '@cantoo/pdf-lib';
import { CallReader, type ContentCall } from '../content/content-calls';
import { maxSafeStates, readContentShape } from '../content/content-shape';
import type { LeftOpen, NestedContents } from '../content/nested-contents';
import { readStreams, type JoinedContent } from '../content/read-streams';
import type { TemplatePage } from '../template/template-pages';
import { copiedForm, writtenForm, type ContentFormBudget } from './content-form';

/** How a page that is drawn on paints its own content. */
export interface PageContent {
  /** The streams of the content that the page lists; empty if a form paints it. */
  readonly streams: readonly PDFRef[];
  readonly form?: PDFRef;
  /** Marked contents that it may leave open, with all that it calls: some readers do not close them where a form ends. */
  readonly openMarks: number;
  /** Whether the content could be read, and every reader shows what is drawn after it. */
  readonly isReadable: boolean;
}

/** The budget that is left for contents, and what is known of them. */
export interface PageContentBudget extends ContentFormBudget {
  /** What the contents call. */
  readonly nested: NestedContents;
  /** Streams that are a whole, clean content. Thousands of pages may share one: it is read once. */
  readonly cleanStreams: Map<PDFRawStream, CleanContent>;
}

interface CleanContent {
  readonly maxStates: number;
  readonly calls: readonly ContentCall[] | undefined;
}

/** What it costs to remember a call: as much as so many bytes that are read. */
const costPerCall = 100;

/**
 * Finds out how a page can paint its own content so that readers show what is drawn after it. After an error, each reader
 * goes on in its own way: Poppler ends a content at a `Q` too many, MuPDF where a stream is damaged, pdf.js at a bracket
 * too many. But all of them confine this to a form. So a content that is not clean becomes a form. Its streams are
 * joined in it. If there is only one, and it is damaged, it is copied: each reader shows as much of it as before.
 */
export function pageContent(context: PDFContext, page: TemplatePage, budget: PageContentBudget): PageContent {
  const listed = contentStreams(context, page.dict);
  const streams = listed.map(({ stream }) => stream);
  const known = onlyStream(streams, (only) => budget.cleanStreams.get(only));
  if (known) return asListed(listed, leftOpen(page, { ...known, openMarks: 0, isWhole: true }, budget));
  const read = readStreams(streams, budget);
  const reader = new CallReader(read.bytes);
  const { isClean, ...shape } = readContentShape(read.bytes, read.joints, reader);
  const { calls } = reader;
  const left = leftOpen(page, { ...shape, isWhole: read.isWhole, calls }, budget);
  const isListed = read.isWhole && isClean && hasDictionaries(page);
  if (!isListed) return pageForm(context, page, { read, listed, left }, budget);
  onlyStream(streams, (only) => remember(only, { ...shape, calls }, budget));
  return asListed(listed, left);
}

const categories = ['Font', 'XObject', 'ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'Properties'];

/** Whether the resources are dictionaries of names. pdf.js ends a content where it looks into anything else (6.5.438). */
function hasDictionaries({ resources }: TemplatePage): boolean {
  const values = categories.map((category) => resources?.lookup(PDFName.of(category)));
  return values.every((value) => value === undefined || value instanceof PDFDict) && hasPatterns(resources);
}

/** All pages may share one dictionary. No honest one has more patterns. */
const maxPatterns = 1_000;

function hasPatterns(resources: PDFDict | undefined): boolean {
  const patterns = resources?.lookup(PDFName.of('Pattern'));
  if (!(patterns instanceof PDFDict)) return true;
  if (patterns.keys().length > maxPatterns) return false;
  const values = patterns.keys().map((name) => patterns.lookup(name));
  return values.every((value) => value instanceof PDFDict || value instanceof PDFRawStream);
}

function onlyStream<Result>(
  [first, second]: readonly PDFRawStream[],
  work: (only: PDFRawStream) => Result,
): Result | undefined {
  return first && !second ? work(first) : undefined;
}

function remember(stream: PDFRawStream, { maxStates, calls }: CleanContent, budget: PageContentBudget): void {
  budget.contentBytes -= costPerCall * (calls?.length ?? 0);
  budget.cleanStreams.set(stream, { maxStates, calls });
}

interface ReadContent extends CleanContent {
  readonly openMarks: number;
  readonly isWhole: boolean;
}

/** Returns what a page's content leaves open, with all that it calls. */
function leftOpen(
  { resources }: TemplatePage,
  { openMarks, maxStates, isWhole, calls }: ReadContent,
  { nested }: PageContentBudget,
): LeftOpen {
  const called = nested.ofCalls(calls, [resources]);
  const [marks, states] = [openMarks + called.marks, maxStates + called.states];
  return { marks, states, isReadable: isWhole && called.isReadable, isConfined: called.isConfined };
}

/** Paints a content that is not clean by a form; beyond the budget, as it is listed. */
function pageForm(
  context: PDFContext,
  page: TemplatePage,
  { left, ...content }: ContentToPaint & { readonly left: LeftOpen },
  budget: ContentFormBudget,
): PageContent {
  const form = contentForm(context, page, content, budget);
  if (!form) return asListed(content.listed, { ...left, isReadable: false });
  return { ...asListed([], left), form };
}

/** No honest page, and no honest appearance, leaves more marked contents open. */
const maxOpenMarks = 1_000;

function asListed(listed: readonly ListedStream[], left: LeftOpen): PageContent {
  return {
    streams: listed.map(({ ref }) => ref),
    openMarks: Math.min(left.marks, maxOpenMarks),
    isReadable: left.isReadable && isShownAfter(left),
  };
}

/** Whether every reader shows what is drawn after contents, once their marked contents are closed. */
export function isShownAfter({ marks, states, isConfined }: LeftOpen): boolean {
  return isConfined && marks <= maxOpenMarks && states <= maxSafeStates;
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
