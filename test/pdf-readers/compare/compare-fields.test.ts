import type { Mark } from '../../../lambda/contracts/drawing-plan';
import { textMark } from '../../lambda/drawing/kit/drawn';
import type { Picture } from '../pdf-readers';
import { changedOutside, fieldsShownUnlike } from './compare-fields';
import { fieldsNotExtracted, wordsLost } from './compare-texts';

const size = { width: 100, height: 100 };
const field: Mark = textMark('Jane Doe', { box: { x: 10, y: 10, width: 50, height: 20 } });

/** A white page with a black area. */
function page(x: number, y: number, width: number, height: number): Picture {
  const data = new Uint8ClampedArray(4 * 100 * 100).fill(255);
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++)
      data.fill(0, 4 * (row * 100 + column), 4 * (row * 100 + column) + 3);
  }
  return { ...size, data };
}

const blank = [page(0, 0, 0, 0)];
const shown = { before: blank, after: [page(20, 15, 20, 8)] };
const unlike = (after: Picture) =>
  fieldsShownUnlike([field], [size], { before: blank, after: [after] }, shown);

describe('the comparison of two readers', () => {
  it('accepts a field at a distance of one pixel', () => {
    expect(unlike(page(21, 15, 20, 8))).toEqual([]);
  });

  it.each([
    ['missing', page(0, 0, 0, 0)],
    ['elsewhere', page(35, 15, 20, 8)],
    ['half of it', page(20, 15, 10, 8)],
    ['more than it', page(20, 15, 30, 8)],
  ])('finds a field that is shown unlike: %s', (_, after) => {
    expect(unlike(after)).toEqual(['a text']);
  });

  it('finds a field that no reader shows', () => {
    const nothing = { before: blank, after: blank };
    expect(fieldsShownUnlike([field], [size], nothing, nothing)).toEqual(['a text']);
  });

  it('counts the pixels that changed outside of fields only', () => {
    expect(changedOutside([field], [size], shown)).toBe(0);
    expect(changedOutside([field], [size], { before: blank, after: [page(70, 70, 10, 3)] })).toBe(30);
  });

  it('finds texts that a reader does not extract, and accepts both orders of their letters', () => {
    expect(fieldsNotExtracted([field], ['of Jane\r\nDoe'])).toEqual([]);
    expect(fieldsNotExtracted([field], ['enaJ eoD'])).toEqual([]);
    expect(fieldsNotExtracted([field], ['of Jane'])).toEqual(['a text']);
  });

  it('finds words of the original that are gone', () => {
    expect(wordsLost(['One lease'], ['Jane Doe One'])).toEqual(['lease']);
  });
});
