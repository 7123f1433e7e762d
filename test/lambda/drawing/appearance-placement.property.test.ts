import fc from 'fast-check';
import {
  appearancePlacement,
  boundsOf,
  uprightArea,
} from '../../../lambda/drawing/annotations/appearance-placement';
import type { Matrix, Rectangle } from '../../../lambda/drawing/template/page-geometry';

const coordinate = fc.double({ min: -1_000, max: 1_000, noNaN: true });
const extent = fc.double({ min: 1, max: 1_000, noNaN: true });
const rectangle = fc
  .tuple(coordinate, coordinate, extent, extent)
  .map(([x0, y0, width, height]): Rectangle => ({ x0, y0, x1: x0 + width, y1: y0 + height }));
const quarters: readonly Matrix[] = [
  [1, 0, 0, 1, 9, 9],
  [0, 1, -1, 0, 0, 5],
  [-1, 0, 0, -1, 7, 0],
  [0, -1, 1, 0, 0, 0],
];
const matrix = fc.oneof(
  fc.constantFrom(...quarters),
  fc
    .tuple(extent, coordinate, coordinate, extent)
    .map(([a, b, e, d]): Matrix => [a / 100, b / 1_000, b / 1_000, d / 100, e, b])
    // Nobody uses a matrix that reduces an appearance nearly to a line.
    .filter(([a, b, c, d]) => Math.abs(a * d - b * c) > 0.01),
);

const round = ({ x0, y0, x1, y1 }: Rectangle) =>
  [x0, y0, x1, y1].map((one) => Math.round(one * 1_000) / 1_000 + 0);

/** Transforms a point as content streams do, independently of the tested code. */
const point = ([x, y]: readonly [number, number], [a, b, c, d, e, f]: Matrix) =>
  [a * x + c * y + e, b * x + d * y + f] as const;

test('an appearance fills the rectangle of its annotation', () => {
  fc.assert(
    fc.property(rectangle, rectangle, matrix, (rect, box, own) => {
      const placed = appearancePlacement({ rect, box, matrix: own });
      // There is no matrix if its numbers would be too large or too small.
      fc.pre(placed !== undefined);
      const corners = [
        [box.x0, box.y0],
        [box.x1, box.y0],
        [box.x0, box.y1],
        [box.x1, box.y1],
      ].map((corner) => point(point(corner as [number, number], own), placed));
      const xs = corners.map(([x]) => x);
      const ys = corners.map(([, y]) => y);
      const bounds = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
      round(bounds).forEach((one, index) => expect(one).toBeCloseTo(round(rect)[index]!, 1));
    }),
  );
});

test('an annotation that stays upright keeps its size and its top left corner', () => {
  fc.assert(
    fc.property(rectangle, rectangle, fc.constantFrom(...quarters), (rect, box, upright) => {
      const plain = appearancePlacement({ rect, box, matrix: [1, 0, 0, 1, 0, 0] })!;
      const placed = appearancePlacement({ rect, box, matrix: [1, 0, 0, 1, 0, 0], pageRotation: upright })!;
      const corner = [box.x0, box.y1] as const;
      point(corner, placed).forEach((one, index) => expect(one).toBeCloseTo(point(corner, plain)[index]!, 3));
      expect(round(boundsOf(box, placed))).toEqual(round(uprightArea(rect, upright)));
    }),
  );
});

test.each<[string, Rectangle, Matrix]>([
  ['at the origin', { x0: 0, y0: 0, x1: 10, y1: 10 }, [0.2, 0, 0, 0.3, 10, 20]],
  ['with another origin', { x0: 5, y0: -5, x1: 15, y1: 5 }, [0.2, 0, 0, 0.3, 9, 21.5]],
])('a box of 10 by 10 %s fills a rectangle of 2 by 3, as computed by hand', (_, box, expected) => {
  const placed = appearancePlacement({
    rect: { x0: 10, y0: 20, x1: 12, y1: 23 },
    box,
    matrix: [1, 0, 0, 1, 0, 0],
  });

  placed!.forEach((one, index) => expect(one).toBeCloseTo(expected[index]!, 9));
});
