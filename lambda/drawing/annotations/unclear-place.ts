import { PDFArray, PDFName, PDFNull, PDFNumber, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import type { Rectangle } from '../template/page-geometry';
import { readNumbers, readRectangle } from '../template/read-rectangle';
import { normalAppearance } from './normal-appearance';

/** Where an annotation may be that each reader paints somewhere else. */
export const everywhere: Rectangle = { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 };

/**
 * Whether readers differ in where they paint an annotation, or in whether they do: some take what is no number for 0, some
 * paint by its points what lies outside of its rectangle.
 */
export function isPlaceUnclear(dict: PDFDict): boolean {
  return !isReadable(dict) || isPaintedElsewhere(dict);
}

const largestFlags = 2 ** 31 - 1;

function isReadable(dict: PDFDict): boolean {
  const [flags, rect] = [dict.lookup(PDFName.of('F')), dict.lookup(PDFName.of('Rect'))];
  return isFlags(flags) && (rect === undefined || readNumbers(rect, 4) !== undefined);
}

function isFlags(object: PDFObject | undefined): boolean {
  if (object === undefined || object === PDFNull) return true;
  const value = object instanceof PDFNumber ? object.asNumber() : NaN;
  return Number.isInteger(value) && value >= 0 && value <= largestFlags;
}

function isPaintedElsewhere(dict: PDFDict): boolean {
  if (!pointKeys.some((key) => dict.has(key)) || normalAppearance(dict) !== 'unclear') return false;
  const [points, own] = [pointsOf(dict), readRectangle(dict.lookup(PDFName.of('Rect')))];
  if (!points || !own) return true;
  return points.some((value, at) =>
    at % 2 === 0 ? value < own.x0 || value > own.x1 : value < own.y0 || value > own.y1,
  );
}

const pointKeys = ['QuadPoints', 'InkList', 'L', 'Vertices', 'CL'].map((name) => PDFName.of(name));

/** An annotation with more of them may be anywhere: all of a list may have the same. */
const mostNumbers = 200;

/** x and y in turn; `undefined` where there are too many. */
function pointsOf(dict: PDFDict): readonly number[] | undefined {
  const points: number[] = [];
  return pointKeys.every((key) => collect(dict.lookup(key), points)) ? points : undefined;
}

/** Whether it could collect all numbers: they may be in lists of a list. */
function collect(object: PDFObject | undefined, points: number[], depth = 0): boolean {
  if (object instanceof PDFNumber) return points.push(object.asNumber()) <= mostNumbers;
  if (!(object instanceof PDFArray) || depth > 1) return true;
  if (object.size() > mostNumbers) return false;
  return object.asArray().every((_, at) => collect(object.lookup(at), points, depth + 1));
}
