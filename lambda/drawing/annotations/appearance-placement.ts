import type { Matrix, Rectangle } from '../template/page-geometry';

/** The geometry of an annotation and its appearance. */
export interface AppearanceGeometry {
  /** The annotation's rectangle, in the page's own coordinates. */
  readonly rect: Rectangle;
  /** The appearance's `BBox`, in its own coordinates. */
  readonly box: Rectangle;
  /** The appearance's `Matrix`. */
  readonly matrix: Matrix;
  /** The rotation of the page, if the annotation does not rotate with it (`NoRotate`). */
  readonly pageRotation?: Matrix | undefined;
}

/** The limits of a number. No real page exceeds them, and we would write such a number with an exponent, or as zero. */
const [maxNumber, minScale] = [1e7, 1e-6];

/**
 * Returns the matrix by which a reader paints an annotation's appearance: it transforms the box by the appearance's
 * own matrix, and scales the result to the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1). `undefined` if
 * there is no such matrix.
 */
export function appearancePlacement({
  rect,
  box,
  matrix,
  pageRotation,
}: AppearanceGeometry): Matrix | undefined {
  const transformed = boundsOf(box, matrix);
  const x = (rect.x1 - rect.x0) / (transformed.x1 - transformed.x0);
  const y = (rect.y1 - rect.y0) / (transformed.y1 - transformed.y0);
  const placed: Matrix = [x, 0, 0, y, rect.x0 - transformed.x0 * x, rect.y0 - transformed.y0 * y];
  const isRepresentable = placed.every((one) => Math.abs(one) <= maxNumber) && Math.min(x, y) >= minScale;
  if (!isRepresentable) return undefined;
  return pageRotation ? multiplied(placed, rotatedAboutTopLeft(rect, pageRotation)) : placed;
}

/** Returns the area of a rectangle that stays upright on a rotated page: its top left corner does not move. */
export function uprightArea(rect: Rectangle, pageRotation: Matrix): Rectangle {
  return boundsOf(rect, rotatedAboutTopLeft(rect, pageRotation));
}

/** Returns the bounding box of a transformed rectangle. */
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

function rotatedAboutTopLeft({ x0, y1 }: Rectangle, [a, b, c, d]: Matrix): Matrix {
  return [a, b, c, d, x0 - a * x0 - c * y1, y1 - b * x0 - d * y1];
}

/** Applies the first matrix, then the second. */
function multiplied([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}
