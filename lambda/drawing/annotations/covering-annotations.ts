import type { Rectangle } from '../template/page-geometry';
import type { TemplatePage } from '../template/template-pages';
import {
  listedAnnotations,
  type AnnotationBudget,
  type AnnotationList,
  type ListedAnnotation,
} from './annotation-list';
import { overlaps, type FieldArea } from './field-area';
import { visibleAnnotation, visibleAreas, type VisibleAnnotation } from './visible-annotation';

/** An annotation that readers may paint over a field. */
export interface CoveringAnnotation extends ListedAnnotation {
  readonly visible: VisibleAnnotation;
}

/**
 * Finds the annotations over a field, and those underneath such an annotation: once one is painted into the page,
 * everything below it must be, to keep the stacking order.
 */
export function coveringAnnotations(
  { displayed }: TemplatePage,
  list: AnnotationList,
  fields: readonly FieldArea[],
  budget: AnnotationBudget,
): readonly CoveringAnnotation[] {
  const covering: CoveringAnnotation[] = [];
  for (const listed of [...listedAnnotations(list)].reverse()) {
    const visible = visibleAnnotation(listed.dict, displayed);
    const isCovering =
      visible && (fields.some(isCoveredBy(visible)) || isUnderneath(visible, covering, budget));
    if (isCovering) covering.push({ ...listed, visible });
  }
  return covering.reverse();
}

/** Beyond the budget, only annotations over fields count. */
function isUnderneath(
  annotation: VisibleAnnotation,
  above: readonly CoveringAnnotation[],
  budget: AnnotationBudget,
): boolean {
  if (above.length > budget.steps) return false;
  budget.steps -= above.length;
  return above.some(({ visible }) => visibleAreas(visible).some(overlapsWith(annotation)));
}

/** Returns a test for fields that an annotation covers. */
export function isCoveredBy(annotation: VisibleAnnotation): (field: FieldArea) => boolean {
  const isCovered = overlapsWith(annotation);
  return ({ area }) => isCovered(area);
}

function overlapsWith(annotation: VisibleAnnotation): (area: Rectangle) => boolean {
  const areas = visibleAreas(annotation);
  return (area) => areas.some((own) => overlaps(own, area));
}
