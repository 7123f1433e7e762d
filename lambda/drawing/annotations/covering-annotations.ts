import type { Rectangle } from '../template/page-geometry';
import type { TemplatePage } from '../template/template-pages';
import {
  listedAnnotations,
  type AnnotationBudget,
  type AnnotationList,
  type ListedAnnotation,
} from './annotation-list';
import { overlap, type FieldArea } from './field-area';
import { areasOf, seenAnnotation, type SeenAnnotation } from './read-annotation';

/** An annotation that readers may paint over a field. */
export interface CoveringAnnotation extends ListedAnnotation {
  readonly seen: SeenAnnotation;
}

/**
 * The annotations of a page that lie over fields, or over a part of one, and those that lie below one of these: what the page
 * itself paints is below all that stays an annotation.
 */
export function coveringAnnotations(
  { displayed }: TemplatePage,
  list: AnnotationList,
  fields: readonly FieldArea[],
  budget: AnnotationBudget,
): readonly CoveringAnnotation[] {
  const covering: CoveringAnnotation[] = [];
  for (const listed of [...listedAnnotations(list)].reverse()) {
    const seen = seenAnnotation(listed.dict, displayed);
    const isTaken = seen && (fields.some(isBelow(seen)) || isUnder(seen, covering, budget));
    if (isTaken) covering.push({ ...listed, seen });
  }
  return covering.reverse();
}

/** Beyond the budget only what lies over fields counts. */
function isUnder(
  seen: SeenAnnotation,
  above: readonly CoveringAnnotation[],
  budget: AnnotationBudget,
): boolean {
  if (above.length > budget.steps) return false;
  budget.steps -= above.length;
  return above.some((one) => areasOf(one.seen).some(isOver(seen)));
}

/** Whether a field is below an annotation. */
export function isBelow(seen: SeenAnnotation): (field: FieldArea) => boolean {
  const isAreaBelow = isOver(seen);
  return ({ area }) => isAreaBelow(area);
}

function isOver(seen: SeenAnnotation): (area: Rectangle) => boolean {
  const areas = areasOf(seen);
  return (area) => areas.some((own) => overlap(own, area));
}
