import type { PDFContext, PDFRef } from '@cantoo/pdf-lib';
import type { DrawingPlan, DrawingProblem, Mark } from '../kit/drawing-plan';
import { drawMark, type Drawer } from './content/draw-marks';
import type { DrawingLimits } from './drawing-limits';
import { imageObjects } from './images/image-objects';
import { appendUpdate, lastTable } from './output/append-update';
import { drawOnPage } from './output/draw-on-page';
import { writeAnew } from './output/write-anew';
import { recordLines, type RecordFacts } from './record/record-lines';
import { addPage, recordContent } from './record/record-page';
import { readTemplate, type Template } from './template/read-template';
import type { FontFiles } from './text/font-files';
import { typesetter } from './text/typesetter';

/** All that a drawn document depends on. */
export interface DrawingInput {
  /** The document as it was before anybody signed. */
  readonly original: Buffer;
  readonly plan: DrawingPlan;
  /** For the page of record; what stays unchanged is found out here. */
  readonly facts: Omit<RecordFacts, 'unchanged'>;
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
  const drawer: Drawer = {
    typesetter: typesetter(context, fonts),
    images: imageObjects(context, limits),
    limits,
    pageImages: new Map(),
  };
  const problems = [...plan.problems, ...drawMarks(template, drawer, plan.marks)];
  const lines = recordLines(plan, { ...facts, ...(table ? { unchanged: original.length } : {}) }, problems);
  const content = recordContent(drawer.typesetter, lines);
  addPage(context, { tree: template.tree, content, fonts: drawer.typesetter.fonts() });
  drawer.typesetter.finish();
  const pdf = table ? appendUpdate(original, table, context, [...changes]) : await writeAnew(context);
  return { pdf, problems };
}

/** Draws marks page by page, and says what was odd. */
function drawMarks(
  { context, pages }: Template,
  drawer: Drawer,
  marks: readonly Mark[],
): readonly DrawingProblem[] {
  const { mostMarks } = drawer.limits;
  const problems: DrawingProblem[] = marks.length > mostMarks ? [{ name: 'too-many-fields' }] : [];
  const drawable = marks.slice(0, mostMarks);
  for (const number of new Set(drawable.map(({ page }) => page))) {
    const own = drawable.filter((mark) => mark.page === number);
    const page = pages[number - 1];
    if (!page) {
      problems.push(...own.map(({ field }) => ({ name: 'field-off-page', field })));
      continue;
    }
    drawer.pageImages.clear();
    const drawn = own.map((mark) => drawMark(drawer, mark, page.displayed));
    problems.push(...drawn.flatMap(({ problem }) => problem ?? []));
    const content = drawn.flatMap(({ content: one }) => one ?? []).join('\n');
    if (content === '') continue;
    const images = Object.fromEntries(drawer.pageImages);
    drawOnPage(context, page, { content, fonts: drawer.typesetter.fonts(), images });
  }
  return problems;
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
