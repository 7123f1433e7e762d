import { PDFRef, type PDFArray, type PDFContext } from '@cantoo/pdf-lib';
import type { DrawingProblem } from '../../kit/drawing-plan';
import type { Template } from '../template/read-template';
import type { TemplatePage } from '../template/template-pages';
import { annotationList, listedAnnotations, stepsOfReading } from './annotation-list';
import type { AnnotationBudget, AnnotationList, ListedAnnotation } from './annotation-list';
import { overlap, type FieldArea } from './mark-area';
import { optionalForm } from './optional-form';
import type { PlacedForm } from './placed-form';
import { areasOf, hidden, paintedForm, seenAnnotation, type SeenAnnotation } from './read-annotation';
import { sharedAnnotations, type IsShared } from './shared-annotations';

/** What has become of the annotations of a page that lie over its fields. */
export interface BakedAnnotations {
  /** What they look like, for the page itself to paint: the first one is at the bottom. */
  readonly below: readonly PlacedForm[];
  /** The page's annotations, where its own entry has to be another one. */
  readonly annotations?: PDFArray;
  /** The fields that something may still lie over. */
  readonly problems: readonly DrawingProblem[];
}

/** Makes annotations part of the page, so that something can be drawn over them. */
export interface Baker {
  /** Those of a page that lie over the areas of fields that are drawn on it. */
  readonly bake: (page: TemplatePage, areas: readonly FieldArea[]) => BakedAnnotations;
}

/**
 * Readers paint annotations, form fields too, above all that is drawn on a page. Those that lie over a field are painted by the
 * page itself from now on, and hidden; all others stay as they are.
 */
export function baker({ context, pages }: Template, budget: AnnotationBudget): Baker {
  let isShared: IsShared | undefined;
  return {
    bake(page, areas) {
      const list = annotationList(page);
      if (!list || areas.length === 0) return { below: [], problems: [] };
      const price = list.entries.size() * (stepsOfReading + areas.length);
      if (price > budget.steps) return { below: [], problems: problemsOf(areas) };
      budget.steps -= price;
      const covering = coveringOnes(page, list, areas);
      if (covering.length === 0) return { below: [], problems: [] };
      isShared ??= sharedAnnotations(pages, budget);
      return bakeOnes(context, { list, areas, covering, isShared, budget });
    },
  };
}

/** An annotation that lies over fields. */
interface Covering extends ListedAnnotation {
  readonly seen: SeenAnnotation;
}

function coveringOnes(
  { displayed }: TemplatePage,
  list: AnnotationList,
  areas: readonly FieldArea[],
): readonly Covering[] {
  const covering: Covering[] = [];
  for (const listed of listedAnnotations(list)) {
    const seen = seenAnnotation(listed.dict, displayed);
    if (seen && areas.some(isCovered(seen))) covering.push({ ...listed, seen });
  }
  return covering;
}

/** Whether a field is below an annotation. */
function isCovered(seen: SeenAnnotation): (field: FieldArea) => boolean {
  const own = areasOf(seen);
  return ({ area }) => own.some((one) => overlap(one, area));
}

interface Bakeable {
  readonly areas: readonly FieldArea[];
  readonly list: AnnotationList;
  readonly covering: readonly Covering[];
  readonly isShared: IsShared;
  readonly budget: AnnotationBudget;
}

function bakeOnes(
  context: PDFContext,
  { list, areas, covering, isShared, budget }: Bakeable,
): BakedAnnotations {
  const below: PlacedForm[] = [];
  const left = new Set<FieldArea>();
  const toHide: ListedAnnotation[] = [];
  for (const one of covering) {
    const painted = paintedForm(one.seen);
    if (painted === 'none') continue;
    if (painted === 'unclear' || isShared(one.entry) || budget.baked <= 0) {
      for (const area of areas.filter(isCovered(one.seen))) left.add(area);
    } else {
      budget.baked--;
      below.push(optionalForm(context, one.seen, painted));
      toHide.push(one);
    }
  }
  const annotations = hide(context, list, toHide);
  return { below, problems: problemsOf([...left]), ...(annotations ? { annotations } : {}) };
}

/** Hides annotations where they are: as objects, or in the list itself. Returns the list where it is a part of the page. */
function hide(
  context: PDFContext,
  { entries, ref }: AnnotationList,
  annotations: readonly ListedAnnotation[],
): PDFArray | undefined {
  const direct = annotations.filter(({ entry, dict }) => entry === dict);
  for (const { entry, dict } of annotations) if (entry instanceof PDFRef) context.assign(entry, hidden(dict));
  if (direct.length === 0) return undefined;
  const changed = entries.clone(context);
  for (const { index, dict } of direct) changed.set(index, hidden(dict));
  if (!ref) return changed;
  context.assign(ref, changed);
  return undefined;
}

/** Each field once. */
function problemsOf(areas: readonly FieldArea[]): readonly DrawingProblem[] {
  return [...new Set(areas.map(({ field }) => field))].map((field) => ({ name: 'field-covered', field }));
}
