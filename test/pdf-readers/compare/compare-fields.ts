import type { Box, Mark } from '../../../lambda/contracts/drawing-plan';
import type { Picture } from '../pdf-readers';
import type { PageSize } from './sample-fields';

// Jest looks globals up anew at each use, which takes most of the time in the loops over pixels.
const { abs, ceil, floor, max, min } = Math;

/** The pixels of a box per unit of the page, for every reader, however large its picture is. */
const scale = 1;

/** The distance in pixels in which two readers may show the edge of the same letter. */
const maxShift = 1;

/** The margin in pixels around a field, within which a reader may smooth its edge. */
const margin = 2;

/** The part of the changed pixels that may have no like in the other reader's picture. */
const maxUnlike = 0.15;

/** The color difference from which a pixel is clearly changed, of 765. */
const minChange = 120;

/** The color difference from which a pixel is slightly changed: readers smooth thin lines differently. */
const minSlightChange = 40;

/** The pages of a document before and after the drawing, as one reader shows them. */
export interface BeforeAndAfter {
  readonly before: readonly Picture[];
  readonly after: readonly Picture[];
}

/** Returns the fields that a reader does not show as another one does: changed pixels in the field have no like there. */
export function fieldsShownUnlike(
  fields: readonly Mark[],
  sizes: readonly PageSize[],
  reader: BeforeAndAfter,
  other: BeforeAndAfter,
): readonly string[] {
  return fields
    .filter((field) => !isShownAlike(field, sizes[field.page - 1]!, reader, other))
    .map(({ field }) => field);
}

function isShownAlike(
  { page, box }: Mark,
  size: PageSize,
  reader: BeforeAndAfter,
  other: BeforeAndAfter,
): boolean {
  const [own, others] = [changes(page, box, size, reader), changes(page, box, size, other)];
  return own.count > 0 && unlike(own, others) <= maxUnlike && unlike(others, own) <= maxUnlike;
}

/** How much the drawing changed each pixel of a box, and the number of those that are clearly changed. */
interface Changes {
  readonly width: number;
  readonly height: number;
  readonly amounts: Uint16Array;
  readonly count: number;
}

function changes(page: number, box: Box, size: PageSize, { before, after }: BeforeAndAfter): Changes {
  const [from, to] = [before[page - 1], after[page - 1]];
  if (!from || !to) return { width: 0, height: 0, amounts: new Uint16Array(), count: 0 };
  const [one, other] = [cut(from, box, size), cut(to, box, size)];
  const amounts = Uint16Array.from({ length: one.width * one.height }, (_, pixel) =>
    distance(one.data, 4 * pixel, other.data, 4 * pixel),
  );
  const count = amounts.filter((amount) => amount >= minChange).length;
  return { width: one.width, height: one.height, amounts, count };
}

/** Cuts a box out of a page. The box has the same size for all readers. */
function cut(picture: Picture, { x, y, width, height }: Box, size: PageSize): Picture {
  const [columns, rows] = [ceil(scale * width), ceil(scale * height)];
  const data = new Uint8ClampedArray(4 * columns * rows);
  for (let row = 0; row < rows; row++) {
    const fromRow = floor(((y + row / scale) / size.height) * picture.height);
    for (let column = 0; column < columns; column++) {
      const fromColumn = floor(((x + column / scale) / size.width) * picture.width);
      const [from, to] = [4 * (fromRow * picture.width + fromColumn), 4 * (row * columns + column)];
      for (let part = 0; part < 4; part++) data[to + part] = picture.data[from + part]!;
    }
  }
  return { width: columns, height: rows, data };
}

/** Returns the part of the changed pixels that has no changed pixel near it in the other picture. */
function unlike(one: Changes, other: Changes): number {
  let count = 0;
  one.amounts.forEach((amount, pixel) => {
    const [column, row] = [pixel % one.width, floor(pixel / one.width)];
    if (amount >= minChange && !hasNear(other, column, row)) count++;
  });
  return one.count === 0 ? 0 : count / one.count;
}

function hasNear({ width, height, amounts }: Changes, column: number, row: number): boolean {
  for (let y = max(0, row - maxShift); y <= min(height - 1, row + maxShift); y++) {
    for (let x = max(0, column - maxShift); x <= min(width - 1, column + maxShift); x++) {
      if (amounts[y * width + x]! >= minSlightChange) return true;
    }
  }
  return false;
}

/** Counts the pixels outside of all fields that the drawing changed, as far as one reader shows. */
export function changedOutside(
  fields: readonly Mark[],
  sizes: readonly PageSize[],
  { before, after }: BeforeAndAfter,
): number {
  return before.reduce((sum, picture, index) => {
    const boxes = fields.filter(({ page }) => page === index + 1).map(({ box }) => box);
    return sum + changedOutsideOf(boxes, sizes[index]!, picture, after[index]);
  }, 0);
}

function changedOutsideOf(
  boxes: readonly Box[],
  size: PageSize,
  before: Picture,
  after: Picture | undefined,
): number {
  if (before.width !== after?.width || before.height !== after.height) return Infinity;
  const isInside = insideOf(boxes, before.width / size.width, before.height / size.height);
  let count = 0;
  for (let row = 0; row < before.height; row++) {
    for (let column = 0; column < before.width; column++) {
      if (isChanged(before, after, column, row) && !isInside(column, row)) count++;
    }
  }
  return count;
}

function insideOf(
  boxes: readonly Box[],
  perX: number,
  perY: number,
): (column: number, row: number) => boolean {
  const areas = boxes.map(({ x, y, width, height }) => ({
    left: x * perX - margin,
    right: (x + width) * perX + margin,
    top: y * perY - margin,
    bottom: (y + height) * perY + margin,
  }));
  return (column, row) =>
    areas.some(
      ({ left, right, top, bottom }) => column >= left && column <= right && row >= top && row <= bottom,
    );
}

/** Whether one of two pictures has no similar pixel here or beside: a reader smooths edges differently on some pages. */
function isChanged(before: Picture, after: Picture, column: number, row: number): boolean {
  const offset = 4 * (row * before.width + column);
  if (distance(before.data, offset, after.data, offset) < minChange) return false;
  return !hasLike(before, offset, after, column, row) || !hasLike(after, offset, before, column, row);
}

// eslint-disable-next-line max-params -- the innermost loop
function hasLike(one: Picture, offset: number, other: Picture, column: number, row: number): boolean {
  for (let y = max(0, row - 1); y <= min(other.height - 1, row + 1); y++) {
    for (let x = max(0, column - 1); x <= min(other.width - 1, column + 1); x++) {
      if (distance(one.data, offset, other.data, 4 * (y * other.width + x)) < minChange) return true;
    }
  }
  return false;
}

function distance(one: Uint8ClampedArray, from: number, other: Uint8ClampedArray, to: number): number {
  let sum = 0;
  for (let part = 0; part < 3; part++) sum += abs(one[from + part]! - other[to + part]!);
  return sum;
}
