import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import type { DrawingPlan, DrawingProblem, Mark } from '../contracts/drawing-plan';
import { baker, type Baker } from './annotations/bake-annotations';
import { fieldArea } from './annotations/field-area';
import { drawMark, type Drawer } from './content/draw-marks';
import type { DrawingLimits } from './drawing-limits';
import { imageObjects } from './images/image-objects';
import { appendUpdate, lastTable } from './output/append-update';
import { drawOnPage, type PageBudget } from './output/draw-on-page';
import { writeAnew } from './output/write-anew';
import { recordLines, type RecordFacts } from './record/record-lines';
import { addPage, recordContent } from './record/record-page';
import { readTemplate, type Template } from './template/read-template';
import { boundedTypesetter } from './text/bounded-typesetter';
import type { FontFiles } from './text/fonts';
import { typesetter } from './text/typesetter';

/** All that a drawn document depends on. */
export interface DrawingInput {
  /** The document as it was before anybody signed. */
  readonly original: Buffer;
  readonly plan: DrawingPlan;
  /** For the page of record; what is drawn, and what stays unchanged, is found out here. */
  readonly facts: Omit<RecordFacts, 'unchanged' | 'drawn'>;
  readonly fonts: FontFiles;
  readonly limits: DrawingLimits;
}

/** A drawn document, and what is odd about it; without a PDF where the original cannot be drawn on. */
export interface DrawnDocument {
  readonly pdf?: Buffer;
  readonly problems: readonly DrawingProblem[];
}

/**
 * Draws a plan on an original, and a page of record after its last one. Pure: the same input gives the same bytes, on
 * every machine. Never throws over what is in the original or the plan: what cannot be drawn is a problem, by name.
 */
export async function drawDocument(input: DrawingInput): Promise<DrawnDocument> {
  const { original, plan, limits } = input;
  const template = await readTemplate(original, limits);
  if (typeof template === 'string') return { problems: [{ name: template }, ...plan.problems] };
  try {
    return await drawOn(template, input);
  } catch {
    // Something in the original is not what it has to be, and looked like it until now.
    return { problems: [{ name: 'template-unreadable' }, ...plan.problems] };
  }
}

async function drawOn(
  template: Template,
  { original, plan, facts, fonts, limits }: DrawingInput,
): Promise<DrawnDocument> {
  const { context } = template;
  const changes = changesOf(context);
  const table = lastTable(original);
  const setter = typesetter(context, fonts);
  const drawer: Drawer = {
    typesetter: boundedTypesetter(setter, limits.setCharacters),
    images: imageObjects(context, limits),
    limits,
    pageImages: new Map(),
  };
  const { drawn, problems: oddities } = drawMarks(template, drawer, plan.marks);
  const problems = [...plan.problems, ...oddities];
  const unchanged = table ? { unchanged: original.length } : {};
  const content = recordContent(setter, recordLines(plan, { ...facts, ...unchanged, drawn }, problems));
  addPage(context, { tree: template.tree, content, fonts: setter.fonts() });
  setter.finish();
  const pdf = table ? appendUpdate(original, table, context, [...changes]) : await writeAnew(context);
  return { pdf, problems };
}

interface DrawnMarks {
  readonly drawn: readonly Mark[];
  readonly problems: readonly DrawingProblem[];
}

/** Draws marks page by page, and says which, and what was odd. */
function drawMarks(template: Template, drawer: Drawer, marks: readonly Mark[]): DrawnMarks {
  const { mostMarks, copiedBytes, content } = drawer.limits;
  const problems: DrawingProblem[] = marks.length > mostMarks ? [{ name: 'too-many-fields' }] : [];
  const drawn: Mark[] = [];
  const drawable = marks.slice(0, mostMarks);
  const budget: PageBudget = { copiedBytes, content };
  const annotations = baker(template, drawer.limits);
  for (const number of new Set(drawable.map(({ page }) => page))) {
    const own = drawable.filter((mark) => mark.page === number);
    const onPage = drawPage(template, drawer, { number, own, budget, annotations });
    drawn.push(...onPage.drawn);
    problems.push(...onPage.problems);
  }
  return { drawn, problems };
}

interface PageToDraw {
  readonly number: number;
  readonly own: readonly Mark[];
  readonly budget: PageBudget;
  readonly annotations: Baker;
}

function drawPage(
  { context, pages }: Template,
  drawer: Drawer,
  { number, own, budget, annotations }: PageToDraw,
): DrawnMarks {
  const page = pages[number - 1];
  if (!page) return { drawn: [], problems: own.map(({ field }) => ({ name: 'field-off-page', field })) };
  drawer.pageImages.clear();
  const results = own.map((mark) => ({ mark, ...drawMark(drawer, mark, page.displayed) }));
  const problems = results.flatMap(({ problem }) => problem ?? []);
  const withContent = results.filter(({ content }) => content !== undefined);
  const drawn = withContent.map(({ mark }) => mark);
  if (drawn.length === 0) return { drawn, problems };
  const baked = annotations.bake(
    page,
    drawn.map((mark) => fieldArea(mark, page.displayed)),
  );
  const drawing = {
    content: withContent.map((one) => one.content).join('\n'),
    fonts: drawer.typesetter.fonts(),
    images: Object.fromEntries(drawer.pageImages),
  };
  drawOnPage(context, page, { drawing, annotations: baked }, budget);
  return { drawn, problems: [...problems, ...baked.problems] };
}

/** The objects that are new or changed from now on. */
function changesOf(context: PDFContext): ReadonlySet<PDFRef> {
  const changed = new Set<PDFRef>();
  const assign = context.assign.bind(context);
  context.assign = (ref, object) => {
    changed.add(ref);
    assign(ref, object);
  };
  return changed;
}
