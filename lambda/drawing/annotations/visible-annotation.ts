import { PDFName, PDFNumber, type PDFDict } from '@cantoo/pdf-lib';
import { defined } from '../../kit/defined';
import type { PlacedForm } from '../output/page-forms';
import {
  readNumbers,
  readRectangle,
  type DisplayedPage,
  type Matrix,
  type Rectangle,
} from '../template/page-geometry';
import { appearancePlacement, uprightArea } from './appearance-placement';
import { normalAppearance } from './normal-appearance';
import { everywhere, isPlaceUnclear } from './unclear-place';

/** An annotation flag (ISO 32000-1, table 165). */
export const hiddenFlag = 2;
const [printFlag, noRotateFlag, noViewFlag] = [4, 16, 32];

/** An annotation that readers may paint, and its place. */
export interface VisibleAnnotation {
  readonly dict: PDFDict;
  readonly rect: Rectangle;
  /** The rotation of the page, if the annotation does not rotate with it (`NoRotate`). */
  readonly pageRotation?: Matrix | undefined;
  /** Readers differ in where or whether they paint it, or it shows on paper only. */
  readonly isUnclear?: boolean | undefined;
}

/** Reads the place of an annotation; `undefined` if no reader paints it, whatever its appearance. */
export function visibleAnnotation(dict: PDFDict, { toPage }: DisplayedPage): VisibleAnnotation | undefined {
  if (isPlaceUnclear(dict)) return { dict, rect: everywhere, isUnclear: true };
  const flags = flagsOf(dict);
  if (!isPainted(flags)) return undefined;
  if (dict.lookup(PDFName.of('Subtype')) === PDFName.of('Popup')) return undefined;
  const rect = readRectangle(dict.lookup(PDFName.of('Rect')));
  const pageRotation = flags & noRotateFlag ? toPage : undefined;
  return rect && defined({ dict, rect, pageRotation, isUnclear: flags & noViewFlag ? true : undefined });
}

/** Whether it is painted on screen or on paper. */
function isPainted(flags: number): boolean {
  const isNowhere = flags & noViewFlag && !(flags & printFlag);
  return !(flags & hiddenFlag) && !isNowhere;
}

/** Returns the areas that it may cover. Some readers ignore `NoRotate`, so there can be two. */
export function visibleAreas({ rect, pageRotation }: VisibleAnnotation): readonly Rectangle[] {
  return pageRotation ? [rect, uprightArea(rect, pageRotation)] : [rect];
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** Returns its appearance as a form that a page can paint; `none` if it has none, `unclear` if readers differ. */
export function annotationForm({
  dict,
  rect,
  pageRotation,
}: VisibleAnnotation): PlacedForm | 'none' | 'unclear' {
  const appearance = normalAppearance(dict);
  if (typeof appearance === 'string') return appearance;
  const { form, stream } = appearance;
  const bounds = readNumbers(stream.dict.lookup(PDFName.of('BBox')), 4);
  const own = stream.dict.lookup(PDFName.of('Matrix'));
  const matrix = own === undefined ? identity : (readNumbers(own, 6) as Matrix | undefined);
  if (!bounds || !matrix) return 'unclear';
  const box = readRectangle(stream.dict.lookup(PDFName.of('BBox')));
  if (!box) return 'none';
  const placed = appearancePlacement({ rect, box, matrix, pageRotation });
  return placed ? { form, matrix: placed } : 'unclear';
}

/** Returns the annotation's flags; 0 if it has none. */
export function flagsOf(dict: PDFDict): number {
  const flags = dict.lookup(PDFName.of('F'));
  return flags instanceof PDFNumber ? flags.asNumber() | 0 : 0;
}
