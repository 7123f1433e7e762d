import type { TemplatePage } from '../template/template-pages';
import { listedAnnotations, type AnnotationList, type ListedAnnotation } from './annotation-list';
import { overlap, type FieldArea } from './field-area';
import { areasOf, seenAnnotation, type SeenAnnotation } from './read-annotation';

/** An annotation that readers may paint over a field. */
export interface CoveringAnnotation extends ListedAnnotation {
  readonly seen: SeenAnnotation;
}

/** The annotations of a page that lie over fields, or over a part of one. */
export function coveringAnnotations(
  { displayed }: TemplatePage,
  list: AnnotationList,
  fields: readonly FieldArea[],
): readonly CoveringAnnotation[] {
  const covering: CoveringAnnotation[] = [];
  for (const listed of listedAnnotations(list)) {
    const seen = seenAnnotation(listed.dict, displayed);
    if (seen && fields.some(isBelow(seen))) covering.push({ ...listed, seen });
  }
  return covering;
}

/** Whether a field is below an annotation. */
export function isBelow(seen: SeenAnnotation): (field: FieldArea) => boolean {
  const areas = areasOf(seen);
  return (field) => areas.some((area) => overlap(area, field.area));
}
