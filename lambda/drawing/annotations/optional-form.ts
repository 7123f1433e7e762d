import { PDFName, type PDFContext } from '@cantoo/pdf-lib';
import { preciseTransform, saved } from '../content/operators';
import { stream } from '../../pdf/stream';
import type { PlacedForm } from './placed-form';
import { areasOf, type SeenAnnotation } from './read-annotation';

/** An annotation may be in a layer that can be switched off: a form around its appearance says so, as the annotation did. */
export function optionalForm(
  context: PDFContext,
  seen: SeenAnnotation,
  { form, matrix }: PlacedForm,
): PlacedForm {
  const layer = seen.dict.get(PDFName.of('OC'));
  if (layer === undefined) return { form, matrix };
  const { x0, y0, x1, y1 } = areasOf(seen).at(-1) ?? seen.rect;
  const entries = {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [x0, y0, x1, y1],
    OC: layer,
    Resources: { XObject: { Appearance: form } },
  };
  const content = saved(preciseTransform(matrix), '/Appearance Do');
  return { form: context.register(stream(context, content, entries)), matrix: [1, 0, 0, 1, 0, 0] };
}
