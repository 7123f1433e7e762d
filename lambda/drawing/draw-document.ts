import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import type { DrawingPlan, DrawingProblem, Mark } from '../contracts/drawing-plan';
import { defined } from '../kit/defined';
import { sha256Hex } from '../kit/hash';
import { fieldArea } from './annotations/field-area';
import { annotationFlattener, type AnnotationFlattener } from './annotations/flatten-annotations';
import { drawMark, type MarkDeps } from './content/draw-mark';
import type { DrawingLimits } from './drawing-limits';
import { imageObjects } from './images/image-objects';
import { appendUpdate } from './output/append-update';
import { drawOnPage, pageBudget, type PageBudget } from './output/draw-on-page';
import { rewritePdf } from './output/rewrite-pdf';
import { recordLines, type RecordFacts } from './record/record-lines';
import { addPage, recordContent } from './record/record-page';
import { readTemplate, type Template } from './template/read-template';
import { boundedTypesetter } from './text/bounded-typesetter';
import type { FontFiles } from './text/fonts';
import { pdfTypesetter } from './text/typesetter';

/** Everything that a drawn document depends on. */
export interface DrawingInput {
  /** The document before anybody signed it. */
  readonly original: Buffer;
  readonly plan: DrawingPlan;
  /** The facts for the page of record. `drawDocument` adds what it finds out itself. */
  readonly facts: Omit<RecordFacts, 'unchangedBytes' | 'drawn'>;
  readonly fonts: FontFiles;
  readonly limits: DrawingLimits;
  /**
   * The time that is left for the run.
   *
   * @default Infinity
   */
  readonly runTimeMs?: number;
}

/** A drawn document and its problems. */
export interface DrawnDocument {
  /** Absent if the original cannot be drawn on. */
  readonly pdf?: Buffer;
  readonly problems: readonly DrawingProblem[];
}

/**
 * Draws a plan on an original, and appends a page of record. Pure: the same input gives the same bytes on every
 * machine. Never throws because of the original or the plan: what cannot be drawn is returned as a problem.
 *
 * @throws RunTimeSpent when the run ends before: what is left out then would depend on the clock
 *
 * @example
 * const { pdf, problems } = await drawDocument({
 *   original: await readFile('original.pdf'),
 *   plan,
 *   facts: { software: 'cdk-esign-webhooks 1.0.0', sources: [['original.pdf', sha256]] },
 *   fonts: readFonts('fonts'),
 *   limits: drawingLimits,
 * });
 */
export async function drawDocument(input: DrawingInput): Promise<DrawnDocument> {
  const { original, plan, limits, runTimeMs } = input;
  const template = readTemplate(original, limits, runTimeMs);
  if (typeof template === 'string') return { problems: [{ name: template }, ...plan.problems] };
  try {
    return await drawOnTemplate(template, input);
  } catch {
    template.budget.checkRun();
    // An object turned out to be invalid only now.
    return { problems: [{ name: 'template-unreadable' }, ...plan.problems] };
  }
}

async function drawOnTemplate(
  template: Template,
  { original, plan, facts, fonts, limits }: DrawingInput,
): Promise<DrawnDocument> {
  const { context, file } = template;
  const changes = trackChanges(context);
  const { lastTable: table } = file;
  const typesetter = pdfTypesetter(context, fonts);
  const deps: MarkDeps = {
    typesetter: boundedTypesetter(typesetter, limits.maxShapedCharacters),
    images: imageObjects(context, limits),
    limits,
    pageImages: new Map(),
  };
  const { drawn, problems: markProblems } = drawMarks(template, deps, { original, allMarks: plan.marks });
  const problems = [...plan.problems, ...markProblems];
  const allFacts = defined({ ...facts, unchangedBytes: table ? original.length : undefined, drawn });
  const content = recordContent(typesetter, recordLines(plan, allFacts, problems));
  addPage(context, { tree: template.tree, content, fonts: typesetter.fonts() });
  typesetter.embedFonts();
  const pdf = table ? appendUpdate(original, table, context, [...changes]) : await rewritePdf(file);
  return { pdf, problems };
}

interface DrawnMarks {
  readonly drawn: readonly Mark[];
  readonly problems: readonly DrawingProblem[];
}

interface MarksToDraw {
  readonly original: Buffer;
  readonly allMarks: readonly Mark[];
}

/** Draws marks page by page. */
function drawMarks(template: Template, deps: MarkDeps, { original, allMarks }: MarksToDraw): DrawnMarks {
  const { maxMarks } = deps.limits;
  const problems: DrawingProblem[] = allMarks.length > maxMarks ? [{ name: 'too-many-fields' }] : [];
  const drawn: Mark[] = [];
  const drawable = allMarks.slice(0, maxMarks);
  const budget = pageBudget(deps.limits);
  const flattener = annotationFlattener(template, deps.limits);
  const originalSha256 = sha256Hex(original);
  for (const number of new Set(drawable.map(({ page }) => page))) {
    template.budget.checkRun();
    const marks = drawable.filter((mark) => mark.page === number);
    const onPage = drawPage(template, deps, { number, marks, budget, flattener, originalSha256 });
    drawn.push(...onPage.drawn);
    problems.push(...onPage.problems);
  }
  return { drawn, problems };
}

interface PageMarks {
  readonly number: number;
  readonly marks: readonly Mark[];
  readonly budget: PageBudget;
  readonly flattener: AnnotationFlattener;
  readonly originalSha256: string;
}

function drawPage(
  { context, pages }: Template,
  deps: MarkDeps,
  { number, marks, budget, flattener, originalSha256 }: PageMarks,
): DrawnMarks {
  const page = pages[number - 1];
  if (!page) return { drawn: [], problems: marks.map(({ field }) => ({ name: 'field-off-page', field })) };
  deps.pageImages.clear();
  const results = marks.map((mark) => ({ mark, ...drawMark(deps, mark, page.displayed) }));
  const problems = results.flatMap(({ problem }) => problem ?? []);
  const withContent = results.filter(({ content }) => content !== undefined);
  const drawn = withContent.map(({ mark }) => mark);
  if (drawn.length === 0) return { drawn, problems };
  const annotations = flattener.flatten(
    page,
    drawn.map((mark) => fieldArea(mark, page.displayed)),
  );
  const drawing = {
    content: withContent.map((one) => one.content).join('\n'),
    fonts: deps.typesetter.fonts(),
    images: Object.fromEntries(deps.pageImages),
  };
  const isReadable = drawOnPage(context, page, { originalSha256, drawing, annotations }, budget);
  const unreadable = isReadable ? [] : drawn.map(({ field }) => ({ name: 'page-content-unreadable', field }));
  return { drawn, problems: [...problems, ...annotations.problems, ...unreadable] };
}

/** Collects the objects that are added or changed from now on. */
function trackChanges(context: PDFContext): ReadonlySet<PDFRef> {
  const changed = new Set<PDFRef>();
  const assign = context.assign.bind(context);
  context.assign = (ref, object) => {
    changed.add(ref);
    assign(ref, object);
  };
  return changed;
}
