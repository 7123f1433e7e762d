import type { Box } from '../../lambda/contracts/drawing-plan';
import type { Picture, ReadDocument, ReadPage } from './readers';
import { markBoxes, markText } from './test-marks';

/** What a reader shows of a drawn PDF, beside what it shows of the original. */
export interface DrawnComparison {
  /** The number of added pages: 1, the page of record. */
  readonly addedPages: number;
  /** The numbers of the pages where something is wrong. */
  readonly textNotShown: readonly number[];
  readonly checkNotShown: readonly number[];
  readonly textNotExtracted: readonly number[];
  readonly otherwiseChanged: readonly number[];
}

/** Compares what one reader shows before and after a drawing. */
export function compareDrawn(original: ReadDocument, drawn: ReadDocument): DrawnComparison {
  const pages = original.pages.map((page, index) => comparePage(page, drawn.pages[index]));
  const numbers = (fault: keyof PageFaults) =>
    pages.flatMap((page, index) => (page[fault] ? [index + 1] : []));
  return {
    addedPages: drawn.pageCount - original.pageCount,
    textNotShown: numbers('textNotShown'),
    checkNotShown: numbers('checkNotShown'),
    textNotExtracted: numbers('textNotExtracted'),
    otherwiseChanged: numbers('otherwiseChanged'),
  };
}

interface PageFaults {
  readonly textNotShown: boolean;
  readonly checkNotShown: boolean;
  readonly textNotExtracted: boolean;
  readonly otherwiseChanged: boolean;
}

/** Fewer changed pixels are no difference: the edge of a line. */
const minMarkPixels = 3;
/** The part of a page's pixels that may differ: shapes may be smoothed in another way. */
const maxChangedPart = 0.001;

function comparePage(original: ReadPage, drawn: ReadPage | undefined): PageFaults {
  const textNotExtracted = !(drawn?.text ?? '').replaceAll(/\s/g, '').includes(markText);
  const one = original.picture;
  const other = drawn?.picture;
  if (!one) return { textNotShown: false, checkNotShown: false, textNotExtracted, otherwiseChanged: false };
  if (!other || one.width !== other.width || one.height !== other.height)
    return { textNotShown: !other, checkNotShown: !other, textNotExtracted, otherwiseChanged: true };
  const { text, check } = markBoxes(original.size);
  const boxes = [text, check].map((box) => boxPixels(box, original));
  const changed = changedPixels(one, other, boxes);
  const isHidden = (index: number) =>
    (changed.inBoxes[index] ?? 0) < minMarkPixels && !isDark(one, boxes[index]);
  return {
    textNotShown: isHidden(0),
    checkNotShown: isHidden(1),
    textNotExtracted,
    otherwiseChanged: changed.outside > maxChangedPixels(one),
  };
}

/** Whether a reader shows the same first pages of two PDFs. */
export function isShownAlike(one: ReadDocument, other: ReadDocument): boolean {
  if (one.pageCount !== other.pageCount) return false;
  return one.pages.every(({ picture }, index) => isSamePicture(picture, other.pages[index]?.picture));
}

function isSamePicture(one: Picture | undefined, other: Picture | undefined): boolean {
  if (!one || !other) return one === other;
  if (one.width !== other.width || one.height !== other.height) return false;
  return changedPixels(one, other, []).outside <= maxChangedPixels(one);
}

/** Returns the number of pixels that may differ. */
function maxChangedPixels({ width, height }: Picture): number {
  return Math.max(20, width * height * maxChangedPart);
}

/** Returns a box in pixels, with the border of the check box, which is drawn over its edge. */
function boxPixels({ x, y, width, height }: Box, { size, picture }: ReadPage): Box {
  const scale = (picture?.width ?? 0) / size.width;
  const border = 2;
  return {
    x: Math.floor(x * scale) - border,
    y: Math.floor(y * scale) - border,
    width: Math.ceil(width * scale) + 2 * border,
    height: Math.ceil(height * scale) + 2 * border,
  };
}

/** Counts the pixels that differ, in each box and outside of all. */
function changedPixels(one: Picture, other: Picture, boxes: readonly Box[]) {
  const inBoxes = boxes.map(() => 0);
  let outside = 0;
  for (let y = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++) {
      if (isSameColor(one, other, one.channels * (y * one.width + x))) continue;
      const index = boxes.findIndex((box) => contains(box, x, y));
      if (index < 0) outside++;
      else inBoxes[index] = (inBoxes[index] ?? 0) + 1;
    }
  }
  return { inBoxes, outside };
}

const maxColorDifference = 40;

function isSameColor(one: Picture, other: Picture, offset: number): boolean {
  for (let part = offset; part < offset + 3; part++) {
    if (Math.abs((one.data[part] ?? 0) - (other.data[part] ?? 0)) > maxColorDifference) return false;
  }
  return true;
}

function contains({ x, y, width, height }: Box, column: number, row: number): boolean {
  return column >= x && column < x + width && row >= y && row < y + height;
}

/** Whether black marks cannot be seen in a box of the original. */
function isDark({ data, width, channels }: Picture, box: Box | undefined): boolean {
  if (!box) return false;
  const middle = Math.floor(box.y + box.height / 2) * width;
  let dark = 0;
  for (let x = box.x; x < box.x + box.width; x++) {
    const offset = channels * (middle + x);
    const brightest = Math.max(data[offset] ?? 0, data[offset + 1] ?? 0, data[offset + 2] ?? 0);
    if (brightest < 2 * maxColorDifference) dark++;
  }
  return dark > box.width / 2;
}
