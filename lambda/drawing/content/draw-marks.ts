import type { PDFRef } from '@cantoo/pdf-lib';
import type { Box, CheckMark, DrawingProblem, ImageMark, Mark, TextMark } from '../../contracts/drawing-plan';
import type { DrawingLimits } from '../drawing-limits';
import type { ImageObjects } from '../images/image-objects';
import type { DisplayedPage } from '../template/page-geometry';
import { TextBudgetSpent } from '../text/bounded-typesetter';
import { fitText, lineHeight } from '../text/fit-text';
import type { Typesetter } from '../text/typesetter';
import { number, operator, saved, textLine, transform } from './operators';

/** What marks are drawn with. */
export interface Drawer {
  readonly typesetter: Typesetter;
  readonly images: ImageObjects;
  readonly limits: DrawingLimits;
  /** The images of this page, by their names in its content. */
  readonly pageImages: Map<string, PDFRef>;
}

/** What is drawn of one mark, and what is odd about it. */
export interface DrawnMark {
  readonly content?: string;
  readonly problem?: DrawingProblem;
}

/** Draws a mark, in what is displayed of its page: the origin at the bottom left, y upwards. */
export function drawMark(drawer: Drawer, mark: Mark, displayed: DisplayedPage): DrawnMark {
  const off = howFarOff(mark.box, displayed);
  const problem = (name: string) => ({ problem: { name, field: mark.field } });
  if (off === 'wholly') return problem('field-off-page');
  const box = { ...mark.box, y: displayed.height - mark.box.y - mark.box.height };
  const drawn = drawnOrNamed(drawer, mark, box);
  if (drawn.problem !== undefined)
    return { ...problem(drawn.problem), ...(drawn.content ? { content: drawn.content } : {}) };
  return { content: drawn.content, ...(off === 'partly' ? problem('field-off-page') : {}) };
}

/** The provider's own editor is off by the width of a border. */
const tolerance = 1;

function howFarOff({ x, y, width, height }: Box, page: DisplayedPage): 'wholly' | 'partly' | 'not' {
  const [right, bottom] = [x + width, y + height];
  if (right <= 0 || bottom <= 0 || x >= page.width || y >= page.height) return 'wholly';
  const isWithin =
    Math.min(x, y) >= -tolerance && right <= page.width + tolerance && bottom <= page.height + tolerance;
  return isWithin ? 'not' : 'partly';
}

/** What the font library does not survive costs one field, and not the others. */
function drawnOrNamed(drawer: Drawer, mark: Mark, box: Box): Drawn {
  try {
    return drawInBox(drawer, mark, box);
  } catch (error) {
    return { problem: error instanceof TextBudgetSpent ? 'too-much-text' : 'field-not-drawable' };
  }
}

type Drawn =
  | { readonly content: string; readonly problem?: string }
  | { readonly content?: string; readonly problem: string };

function drawInBox(drawer: Drawer, mark: Mark, box: Box): Drawn {
  switch (mark.kind) {
    case 'image':
      return drawImage(drawer, mark, box);
    case 'text':
      return drawText(drawer, mark, box);
    case 'check':
      return { content: drawCheck(mark, box) };
  }
}

function drawImage(
  { images, pageImages }: Drawer,
  { bytes }: ImageMark,
  { x, y, width, height }: Box,
): Drawn {
  const image = images.embed(bytes);
  if (!image) return { problem: 'image-unreadable' };
  const { object, turn } = image;
  const name = `I${object.objectNumber}`;
  pageImages.set(name, object);
  const place = operator('cm', width, 0, 0, height, x, y);
  return { content: saved(place, ...(turn ? [transform(turn)] : []), `/${name} Do`) };
}

/** From the box's sides to the text. Source: utils/pdf-download.ts of the front end that this is drawn like. */
const padding = 8;

/** Of half a text one could read something else than of the whole: either all of its characters are drawn, or none. */
function drawText({ typesetter, limits }: Drawer, { text, size, style }: TextMark, box: Box): Drawn {
  const { x, y, width, height } = box;
  if (text.length > limits.longestText) return { problem: 'text-too-long' };
  if (typesetter.missing(text).length > 0) return { problem: 'text-not-drawable' };
  const inset = Math.min(padding, width / 6);
  const fitted = fitText(typesetter, { text, size, style, width: width - 2 * inset, height });
  const middle = y + height / 2;
  const lines = fitted.lines.map((line, index) => {
    const below = (index - (fitted.lines.length - 1) / 2) * fitted.size * lineHeight;
    return textLine(line, { x: x + inset, y: middle - below - fitted.size / 3, size: fitted.size });
  });
  const content = saved(operator('re', x, y, width, height), 'W n', ...lines);
  return fitted.clipped ? { content, problem: 'text-clipped' } : { content };
}

/** As the front end draws it: a frame of 1.5 points, and two lines of 2. */
function drawCheck({ checked, scale }: CheckMark, { x, y, width, height }: Box): string {
  const side = Math.min(width, height) * scale;
  const at = (right: number, up: number) => `${number(x + right * side)} ${number(y + up * side)}`;
  const frame = ['0 G', '1.5 w', operator('re', x, y, side, side), 'S'];
  const check = ['2 w', `${at(0.3, 0.5)} m`, `${at(0.45, 0.3)} l`, `${at(0.75, 0.7)} l`, 'S'];
  return saved(...frame, ...(checked ? check : []));
}
