import { PDFName, PDFNumber, type PDFDict } from '@cantoo/pdf-lib';
import type { DisplayedPage, Matrix, Rectangle } from '../template/page-geometry';
import { readNumbers, readRectangle } from '../template/read-rectangle';
import { appearancePlacement, uprightArea } from './appearance-placement';
import { normalAppearance } from './normal-appearance';
import type { PlacedForm } from './placed-form';
import { everywhere, isPlaceUnclear } from './unclear-place';

/** The bits of an annotation's flags that matter here (ISO 32000-1, table 165). */
const flag = { hidden: 2, print: 4, noRotate: 16, noView: 32 } as const;

/** An annotation that readers may paint, and where. */
export interface SeenAnnotation {
  readonly dict: PDFDict;
  readonly rect: Rectangle;
  /** How the page is turned, where it is not turned with it. */
  readonly upright?: Matrix;
  /** Each reader paints it elsewhere, or not at all; or it is there on paper only. */
  readonly isUnclear?: true;
}

/** Reads where an annotation is; `undefined` for one that no reader paints, whatever its appearance is. */
export function seenAnnotation(dict: PDFDict, { toPage }: DisplayedPage): SeenAnnotation | undefined {
  if (isPlaceUnclear(dict)) return { dict, rect: everywhere, isUnclear: true };
  const flags = flagsOf(dict);
  if (!isPainted(flags)) return undefined;
  if (dict.lookup(PDFName.of('Subtype')) === PDFName.of('Popup')) return undefined;
  const rect = readRectangle(dict.lookup(PDFName.of('Rect')));
  const upright = flags & flag.noRotate ? { upright: toPage } : {};
  return rect && { dict, rect, ...upright, ...(flags & flag.noView ? { isUnclear: true } : {}) };
}

/** On paper, at least. */
function isPainted(flags: number): boolean {
  const isNowhere = flags & flag.noView && !(flags & flag.print);
  return !(flags & flag.hidden) && !isNowhere;
}

/** Where it is painted: some readers turn one with the page that should not be, so that it may be in two places. */
export function areasOf({ rect, upright }: SeenAnnotation): readonly Rectangle[] {
  return upright ? [rect, uprightArea(rect, upright)] : [rect];
}

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What a reader paints of it, as a page can paint it as well; or that it paints nothing, or who knows what. */
export function paintedForm({ dict, rect, upright }: SeenAnnotation): PlacedForm | 'none' | 'unclear' {
  const appearance = normalAppearance(dict);
  if (typeof appearance === 'string') return appearance;
  const { form, stream } = appearance;
  const bounds = readNumbers(stream.dict.lookup(PDFName.of('BBox')), 4);
  const own = stream.dict.lookup(PDFName.of('Matrix'));
  const matrix = own === undefined ? identity : (readNumbers(own, 6) as Matrix | undefined);
  if (!bounds || !matrix) return 'unclear';
  const box = readRectangle(stream.dict.lookup(PDFName.of('BBox')));
  if (!box) return 'none';
  const placed = appearancePlacement({ rect, box, matrix, ...(upright ? { upright } : {}) });
  return placed ? { form, matrix: placed } : 'unclear';
}

/** The annotation, as no reader paints it. */
export function hidden(dict: PDFDict): PDFDict {
  const copy = dict.clone();
  copy.set(PDFName.of('F'), PDFNumber.of((flagsOf(dict) | flag.hidden) >>> 0));
  return copy;
}

function flagsOf(dict: PDFDict): number {
  const flags = dict.lookup(PDFName.of('F'));
  return flags instanceof PDFNumber ? flags.asNumber() | 0 : 0;
}
