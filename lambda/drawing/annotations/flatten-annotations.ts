import type { PDFArray, PDFContext } from '@cantoo/pdf-lib';
import type { DrawingProblem } from '../../contracts/drawing-plan';
import { defined } from '../../kit/defined';
import type { DrawingLimits } from '../drawing-limits';
import type { FlattenedForm, PageAnnotations } from '../output/draw-on-page';
import type { Template } from '../template/read-template';
import type { TemplatePage } from '../template/template-pages';
import { formInLayer, paintableForms, type FindPaintableForm } from './annotation-forms';
import {
  annotationList,
  readingSteps,
  sharedAnnotations,
  type AnnotationBudget,
  type AnnotationList,
  type IsShared,
} from './annotation-list';
import { coveringAnnotations, isCoveredBy, type CoveringAnnotation } from './covering-annotations';
import type { FieldArea } from './field-area';
import { hideAnnotations } from './hide-annotations';
import { annotationForm } from './visible-annotation';

/** The flattened annotations of a page, and the fields that something may still cover. */
export interface FlattenedAnnotations extends PageAnnotations {
  readonly problems: readonly DrawingProblem[];
}

/** Flattens annotations: paints them into the page and hides them, so that a field can be drawn over them. */
export interface AnnotationFlattener {
  /** Flattens the annotations of a page that cover fields drawn on it. */
  readonly flatten: (page: TemplatePage, fields: readonly FieldArea[]) => FlattenedAnnotations;
}

/**
 * Makes the flattener of one document. Readers paint annotations, form fields included, above everything that a page
 * draws. Only annotations that cover a drawn field are flattened; all others stay as they are.
 */
export function annotationFlattener(
  { context, pages }: Template,
  limits: DrawingLimits,
): AnnotationFlattener {
  const budget: AnnotationBudget = {
    steps: limits.maxAnnotationSteps,
    flattened: limits.maxFlattenedAnnotations,
  };
  const formOf = paintableForms(context, {
    copiedBytes: limits.maxCopiedAppearanceBytes,
    contentBytes: limits.maxContentBytes,
  });
  let isShared: IsShared | undefined;
  return {
    flatten(page, fields) {
      const list = annotationList(page);
      if (!list) return { below: [], problems: [] };
      const cost = list.entries.size() * (readingSteps + fields.length);
      if (cost > budget.steps) return { below: [], problems: coveredProblems(fields) };
      budget.steps -= cost;
      try {
        const covering = coveringAnnotations(page, list, fields, budget);
        if (covering.length === 0) return { below: [], problems: [] };
        isShared ??= sharedAnnotations(pages, budget);
        return flattenCovering({ context, isShared, formOf, budget, page }, { list, covering, fields });
      } catch {
        // The library could not parse an annotation that a reader may still paint.
        return { below: [], problems: coveredProblems(fields) };
      }
    },
  };
}

interface FlattenDeps {
  readonly context: PDFContext;
  readonly isShared: IsShared;
  readonly formOf: FindPaintableForm;
  readonly budget: AnnotationBudget;
  readonly page: TemplatePage;
}

interface CoveredFields {
  readonly list: AnnotationList;
  readonly covering: readonly CoveringAnnotation[];
  readonly fields: readonly FieldArea[];
}

function flattenCovering(deps: FlattenDeps, { list, covering, fields }: CoveredFields): FlattenedAnnotations {
  const results = eachOnce(covering, (one) => flattenedForm(deps, one));
  const below = results.flatMap(({ form }) => (typeof form === 'object' ? [form] : []));
  const covered = new Set<FieldArea>();
  for (const { one, form } of results) {
    if (form === 'unclear') for (const field of fields.filter(isCoveredBy(one.visible))) covered.add(field);
  }
  const flattened = results.filter(({ form, isFirst }) => isFirst && typeof form === 'object');
  const annotations: PDFArray | undefined = hideAnnotations(
    deps.context,
    list,
    flattened.map(({ one }) => one),
  );
  return defined({ below, problems: coveredProblems([...covered]), annotations });
}

/** Makes one form for an annotation, however often the list has it. It is painted each time, but hidden once. */
function eachOnce(
  covering: readonly CoveringAnnotation[],
  makeForm: (one: CoveringAnnotation) => FlattenResult,
) {
  const known = new Map<CoveringAnnotation['entry'], FlattenResult>();
  return covering.map((one) => {
    const isFirst = !known.has(one.entry);
    const form = known.get(one.entry) ?? makeForm(one);
    known.set(one.entry, form);
    return { one, form, isFirst };
  });
}

type FlattenResult = FlattenedForm | 'none' | 'unclear';

function flattenedForm(
  { context, isShared, formOf, budget, page }: FlattenDeps,
  { visible, entry }: CoveringAnnotation,
): FlattenResult {
  const painted = visible.isUnclear ? 'unclear' : annotationForm(visible);
  if (typeof painted === 'string') return painted;
  const paintable =
    isShared(entry) || budget.flattened <= 0 ? undefined : formOf(painted.form, page.resources);
  if (!paintable) return 'unclear';
  budget.flattened--;
  const { form, openMarks } = paintable;
  return { ...formInLayer(context, visible, { ...painted, form }), openMarks };
}

function coveredProblems(fields: readonly FieldArea[]): readonly DrawingProblem[] {
  return fields.map(({ field }) => ({ name: 'field-covered', field }));
}
