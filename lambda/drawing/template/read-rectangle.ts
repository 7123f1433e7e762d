import { PDFArray, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import type { Rectangle } from './page-geometry';

/** A PDF's rectangle: any two opposite corners make one. `undefined` for what is none, or has no area. */
export function readRectangle(object: PDFObject | undefined): Rectangle | undefined {
  const [a = NaN, b = NaN, c = NaN, d = NaN] = readNumbers(object, 4) ?? [];
  const [x0, y0, x1, y1] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : undefined;
}

/** A PDF's array of so many numbers; `undefined` where it is anything else. */
export function readNumbers(object: PDFObject | undefined, count: number): readonly number[] | undefined {
  if (!(object instanceof PDFArray) || object.size() !== count) return undefined;
  const numbers = object.asArray().map((_, index) => object.lookup(index));
  const read = numbers.flatMap((one) => (one instanceof PDFNumber ? [one.asNumber()] : []));
  return read.length === count ? read : undefined;
}
