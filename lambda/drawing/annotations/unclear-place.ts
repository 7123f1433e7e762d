import { PDFArray, PDFName, PDFNull, PDFNumber, type PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { readNumbers, readRectangle, type Rectangle } from '../template/page-geometry';
import { normalAppearance } from './normal-appearance';

/** The area of an annotation that each reader paints in another place. */
export const everywhere: Rectangle = { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 };

/**
 * Whether readers differ in where, or whether, they paint an annotation. Some read an invalid number as 0. Some paint
 * by points that lie outside of the annotation's rectangle.
 */
export function isPlaceUnclear(dict: PDFDict): boolean {
  return !isReadable(dict) || isPaintedElsewhere(dict);
}

const maxFlags = 2 ** 31 - 1;

function isReadable(dict: PDFDict): boolean {
  const [flags, rect] = [dict.lookup(PDFName.of('F')), dict.lookup(PDFName.of('Rect'))];
  return isFlags(flags) && (rect === undefined || readNumbers(rect, 4) !== undefined);
}

function isFlags(object: PDFObject | undefined): boolean {
  if (object === undefined || object === PDFNull) return true;
  const value = object instanceof PDFNumber ? object.asNumber() : NaN;
  return Number.isInteger(value) && value >= 0 && value <= maxFlags;
}

function isPaintedElsewhere(dict: PDFDict): boolean {
  if (!pointKeys.some((key) => dict.has(key)) || normalAppearance(dict) !== 'unclear') return false;
  const [points, own] = [coordinatesOf(dict), readRectangle(dict.lookup(PDFName.of('Rect')))];
  if (!points || !own) return true;
  return points.some((value, at) =>
    at % 2 === 0 ? value < own.x0 || value > own.x1 : value < own.y0 || value > own.y1,
  );
}

const pointKeys = ['QuadPoints', 'InkList', 'L', 'Vertices', 'CL'].map((name) => PDFName.of(name));

/**
 * An annotation with more numbers may be anywhere. The limit also keeps reading cheap, as all annotations can share
 * one list.
 */
const maxNumbers = 200;

/** Returns x and y in turn; `undefined` if there are too many. */
function coordinatesOf(dict: PDFDict): readonly number[] | undefined {
  const points: number[] = [];
  return pointKeys.every((key) => collectNumbers(dict.lookup(key), points)) ? points : undefined;
}

/** Collects the numbers of nested lists. Returns false if there are too many. */
function collectNumbers(object: PDFObject | undefined, points: number[], depth = 0): boolean {
  if (object instanceof PDFNumber) return points.push(object.asNumber()) <= maxNumbers;
  if (!(object instanceof PDFArray) || depth > 1) return true;
  if (object.size() > maxNumbers) return false;
  return object.asArray().every((_, at) => collectNumbers(object.lookup(at), points, depth + 1));
}
