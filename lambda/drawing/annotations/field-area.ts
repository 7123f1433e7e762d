import type { Mark } from '../../contracts/drawing-plan';
import type { DisplayedPage, Rectangle } from '../template/page-geometry';
import { boundsOf } from './appearance-placement';

/** The area of a field with its drawing, in the page's own coordinates. */
export interface FieldArea {
  readonly field: string;
  readonly area: Rectangle;
}

/** A check box's frame is drawn half outside of the box. */
const frameMargin = 1;

/** Returns the area that nothing may cover: the field's box, and a check box that can be larger. */
export function fieldArea(mark: Mark, { height, toPage }: DisplayedPage): FieldArea {
  const { x, width } = mark.box;
  const y = height - mark.box.y - mark.box.height;
  const box: Rectangle = { x0: x, y0: y, x1: x + width, y1: y + mark.box.height };
  const area = mark.kind === 'check' ? withCheck(box, Math.min(width, mark.box.height) * mark.scale) : box;
  return { field: mark.field, area: boundsOf(area, toPage) };
}

function withCheck({ x0, y0, x1, y1 }: Rectangle, side: number): Rectangle {
  return {
    x0: x0 - frameMargin,
    y0: y0 - frameMargin,
    x1: Math.max(x1, x0 + side + frameMargin),
    y1: Math.max(y1, y0 + side + frameMargin),
  };
}

/** Whether two rectangles have more than an edge in common. */
export function overlaps(one: Rectangle, other: Rectangle): boolean {
  return one.x0 < other.x1 && other.x0 < one.x1 && one.y0 < other.y1 && other.y0 < one.y1;
}
