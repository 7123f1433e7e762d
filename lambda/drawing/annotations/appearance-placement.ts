import type { Matrix, Rectangle } from '../template/page-geometry';

/** What an appearance and its annotation say of where it belongs. */
export interface AppearancePlace {
  /** The annotation's, in the page's own coordinates. */
  readonly rect: Rectangle;
  /** The appearance's `BBox`, in its own. */
  readonly box: Rectangle;
  /** Its `Matrix`. */
  readonly matrix: Matrix;
  /** How the page is turned, where the annotation is not turned with it (`NoRotate`). */
  readonly upright?: Matrix;
}

/** A number beyond these is none that a page could have: it would be written with an exponent, or as nothing. */
const [largest, smallest] = [1e7, 1e-6];

/**
 * The transformation by which a reader paints an annotation's appearance: its box, turned by its own matrix, is stretched over
 * the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1). `undefined` where there is none.
 */
export function appearancePlacement({ rect, box, matrix, upright }: AppearancePlace): Matrix | undefined {
  const turned = boundsOf(box, matrix);
  const x = (rect.x1 - rect.x0) / (turned.x1 - turned.x0);
  const y = (rect.y1 - rect.y0) / (turned.y1 - turned.y0);
  const placed: Matrix = [x, 0, 0, y, rect.x0 - turned.x0 * x, rect.y0 - turned.y0 * y];
  const isUsual = placed.every((one) => Math.abs(one) <= largest) && Math.min(x, y) >= smallest;
  if (!isUsual) return undefined;
  return upright ? multiplied(placed, aboutTopLeft(rect, upright)) : placed;
}

/** What a rectangle covers when it stays upright on a turned page: its top left corner stays where it is. */
export function uprightArea(rect: Rectangle, upright: Matrix): Rectangle {
  return boundsOf(rect, aboutTopLeft(rect, upright));
}

/** The smallest rectangle around one that is transformed. */
export function boundsOf({ x0, y0, x1, y1 }: Rectangle, matrix: Matrix): Rectangle {
  const [a, b, c, d, e, f] = matrix;
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

function aboutTopLeft({ x0, y1 }: Rectangle, [a, b, c, d]: Matrix): Matrix {
  return [a, b, c, d, x0 - a * x0 - c * y1, y1 - b * x0 - d * y1];
}

/** The first one, then the other. */
function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}
