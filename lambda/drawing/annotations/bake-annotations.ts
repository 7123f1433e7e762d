import type { PDFArray, PDFContext } from '@cantoo/pdf-lib';
import type { DrawingProblem } from '../../contracts/drawing-plan';
import type { DrawingLimits } from '../drawing-limits';
import type { Template } from '../template/read-template';
import type { TemplatePage } from '../template/template-pages';
import {
  annotationList,
  stepsOfReading,
  type AnnotationBudget,
  type AnnotationList,
} from './annotation-list';
import { coveringAnnotations, isBelow, type CoveringAnnotation } from './covering-annotations';
import type { FieldArea } from './field-area';
import { hideAnnotations } from './hide-annotations';
import { optionalForm } from './optional-form';
import { paintableForms, type PaintableForm } from './paintable-forms';
import type { PlacedForm } from './placed-form';
import { paintedForm } from './read-annotation';
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
  /** Those of a page that lie over fields that are drawn on it. */
  readonly bake: (page: TemplatePage, fields: readonly FieldArea[]) => BakedAnnotations;
}

/**
 * Readers paint annotations, form fields too, above all that is drawn on a page. Those that lie over a field are painted by the
 * page itself from now on, and hidden; all others stay as they are.
 */
export function baker({ context, pages }: Template, limits: DrawingLimits): Baker {
  const budget: AnnotationBudget = { steps: limits.annotationSteps, baked: limits.bakedAnnotations };
  const formOf = paintableForms(context, limits.copiedAppearances);
  let isShared: IsShared | undefined;
  return {
    bake(page, fields) {
      const list = annotationList(page);
      if (!list) return { below: [], problems: [] };
      const price = list.entries.size() * (stepsOfReading + fields.length);
      if (price > budget.steps) return { below: [], problems: problemsOf(fields) };
      budget.steps -= price;
      try {
        const covering = coveringAnnotations(page, list, fields, budget);
        if (covering.length === 0) return { below: [], problems: [] };
        isShared ??= sharedAnnotations(pages, budget);
        return bakeOnes({ context, isShared, formOf, budget }, { list, covering, fields });
      } catch {
        // What the library does not understand, a reader may.
        return { below: [], problems: problemsOf(fields) };
      }
    },
  };
}

interface Means {
  readonly context: PDFContext;
  readonly isShared: IsShared;
  readonly formOf: PaintableForm;
  readonly budget: AnnotationBudget;
}

interface WhatToBake {
  readonly list: AnnotationList;
  readonly covering: readonly CoveringAnnotation[];
  readonly fields: readonly FieldArea[];
}

function bakeOnes(means: Means, { list, covering, fields }: WhatToBake): BakedAnnotations {
  const results = onceEach(covering, (one) => bakedForm(means, one));
  const baked = results.filter(({ form, isFirst }) => isFirst && typeof form === 'object');
  const below = results.flatMap(({ form }) => (typeof form === 'object' ? [form] : []));
  const covered = new Set<FieldArea>();
  for (const { one, form } of results) {
    if (form === 'unclear') for (const field of fields.filter(isBelow(one.seen))) covered.add(field);
  }
  const annotations = hideAnnotations(
    means.context,
    list,
    baked.map(({ one }) => one),
  );
  return { below, problems: problemsOf([...covered]), ...(annotations ? { annotations } : {}) };
}

/** A list may have one and the same many times: it is painted as often, and made and hidden once. */
function onceEach(covering: readonly CoveringAnnotation[], make: (one: CoveringAnnotation) => BakedForm) {
  const known = new Map<CoveringAnnotation['entry'], BakedForm>();
  return covering.map((one) => {
    const isFirst = !known.has(one.entry);
    const form = known.get(one.entry) ?? make(one);
    known.set(one.entry, form);
    return { one, form, isFirst };
  });
}

type BakedForm = PlacedForm | 'none' | 'unclear';

function bakedForm(
  { context, isShared, formOf, budget }: Means,
  { seen, entry }: CoveringAnnotation,
): BakedForm {
  const painted = seen.isUnclear ? 'unclear' : paintedForm(seen);
  if (typeof painted === 'string') return painted;
  const form = isShared(entry) || budget.baked <= 0 ? undefined : formOf(painted.form);
  if (!form) return 'unclear';
  budget.baked--;
  return optionalForm(context, seen, { ...painted, form });
}

function problemsOf(fields: readonly FieldArea[]): readonly DrawingProblem[] {
  return fields.map(({ field }) => ({ name: 'field-covered', field }));
}
