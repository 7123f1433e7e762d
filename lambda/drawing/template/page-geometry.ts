import { PDFArray, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';

/** A rectangle in a page's own coordinates: `x0 < x1`, `y0 < y1`, y upwards. */
export interface Rectangle {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A PDF transformation `[a b c d e f]`. */
export type Matrix = readonly [number, number, number, number, number, number];

/** The part of a page that a reader shows, in the orientation in which it shows it. */
export interface DisplayedPage {
  readonly width: number;
  readonly height: number;
  /** From the displayed page, with its origin at the bottom left and y upwards, to the page's own coordinates. */
  readonly toPage: Matrix;
}

/** The shape that a page declares. Anything in it may be missing or wrong. */
export interface PageShape {
  readonly mediaBox?: Rectangle | undefined;
  readonly cropBox?: Rectangle | undefined;
  readonly rotate?: number | undefined;
}

/** US Letter, the size that readers assume for a page without one. */
const defaultSize: Rectangle = { x0: 0, y0: 0, x1: 612, y1: 792 };

/**
 * Computes how a page is displayed: `CropBox` within `MediaBox`, then rotated clockwise by `Rotate` if that is a
 * multiple of 90. This is what pdf.js does, with which the provider's front end shows pages. It ignores `UserUnit`, so
 * positions do, too: the page and the drawing on it are scaled alike.
 *
 * Source: pdfjs-dist 4.8.69 (which react-pdf 9.2.1 pins), `Page.view` and `PageViewport`, checked 2026-11-21.
 */
export function displayedPage({ mediaBox, cropBox, rotate = 0 }: PageShape): DisplayedPage {
  const media = mediaBox ?? defaultSize;
  const { x0, y0, x1, y1 } = (cropBox && intersection(cropBox, media)) ?? media;
  const [width, height] = [x1 - x0, y1 - y0];
  switch (((rotate % 360) + 360) % 360) {
    case 90:
      return { width: height, height: width, toPage: [0, 1, -1, 0, x1, y0] };
    case 180:
      return { width, height, toPage: [-1, 0, 0, -1, x1, y1] };
    case 270:
      return { width: height, height: width, toPage: [0, -1, 1, 0, x0, y1] };
    default:
      return { width, height, toPage: [1, 0, 0, 1, x0, y0] };
  }
}

function intersection(one: Rectangle, other: Rectangle): Rectangle | undefined {
  const x0 = Math.max(one.x0, other.x0);
  const y0 = Math.max(one.y0, other.y0);
  const x1 = Math.min(one.x1, other.x1);
  const y1 = Math.min(one.y1, other.y1);
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : undefined;
}

/** Reads a PDF's rectangle, given by any two opposite corners; `undefined` if it is invalid or empty. */
export function readRectangle(object: PDFObject | undefined): Rectangle | undefined {
  const [a = NaN, b = NaN, c = NaN, d = NaN] = readNumbers(object, 4) ?? [];
  const [x0, y0, x1, y1] = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  return x0 < x1 && y0 < y1 ? { x0, y0, x1, y1 } : undefined;
}

/** Reads a PDF's array of `count` numbers; `undefined` for anything else. */
export function readNumbers(object: PDFObject | undefined, count: number): readonly number[] | undefined {
  if (!(object instanceof PDFArray) || object.size() !== count) return undefined;
  const numbers = object.asArray().map((_, index) => object.lookup(index));
  const read = numbers.flatMap((one) => (one instanceof PDFNumber ? [one.asNumber()] : []));
  return read.length === count ? read : undefined;
}
