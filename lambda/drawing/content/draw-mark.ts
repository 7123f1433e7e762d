import type { PDFRef } from '@cantoo/pdf-lib';
import type { Box, CheckMark, DrawingProblem, ImageMark, Mark, TextMark } from '../../contracts/drawing-plan';
import { defined } from '../../kit/defined';
import type { DrawingLimits } from '../drawing-limits';
import type { ImageObjects } from '../images/image-objects';
import type { DisplayedPage } from '../template/page-geometry';
import { TextBudgetSpent } from '../text/bounded-typesetter';
import { fitText, lineHeight } from '../text/fit-text';
import type { Typesetter } from '../text/typesetter';
import { formatNumber, operator, saved, textLine, transform } from './operators';

/** The dependencies of drawing a mark. */
export interface MarkDeps {
  readonly typesetter: Typesetter;
  readonly images: ImageObjects;
  readonly limits: DrawingLimits;
  /** The images of the current page, by their names in its content. Drawing an image adds it here. */
  readonly pageImages: Map<string, PDFRef>;
}

/** The content for one mark, and its problem. */
export interface DrawnMark {
  readonly content?: string | undefined;
  readonly problem?: DrawingProblem;
}

/** Draws a mark in the coordinates of the displayed page: origin at the bottom left, y upwards. */
export function drawMark(deps: MarkDeps, mark: Mark, displayed: DisplayedPage): DrawnMark {
  const overlap = pageOverlap(mark.box, displayed);
  const problem = (name: string) => ({ problem: { name, field: mark.field } });
  if (overlap === 'none') return problem('field-off-page');
  const box = { ...mark.box, y: displayed.height - mark.box.y - mark.box.height };
  const drawn = drawOrReport(deps, mark, box);
  if (drawn.problem !== undefined) return defined({ ...problem(drawn.problem), content: drawn.content });
  return overlap === 'partial'
    ? { content: drawn.content, ...problem('field-off-page') }
    : { content: drawn.content };
}

/** The tolerance in points: boxes from the provider's own editor can be off by the width of a border. */
const tolerance = 1;

function pageOverlap({ x, y, width, height }: Box, page: DisplayedPage): 'none' | 'partial' | 'full' {
  const [right, bottom] = [x + width, y + height];
  if (right <= 0 || bottom <= 0 || x >= page.width || y >= page.height) return 'none';
  const isWithin =
    Math.min(x, y) >= -tolerance && right <= page.width + tolerance && bottom <= page.height + tolerance;
  return isWithin ? 'full' : 'partial';
}

/** Draws a mark. An error of the font library costs this field only. */
function drawOrReport(deps: MarkDeps, mark: Mark, box: Box): Drawn {
  try {
    return drawInBox(deps, mark, box);
  } catch (error) {
    return { problem: error instanceof TextBudgetSpent ? 'too-much-text' : 'field-not-drawable' };
  }
}

type Drawn =
  | { readonly content: string; readonly problem?: string }
  | { readonly content?: string; readonly problem: string };

function drawInBox(deps: MarkDeps, mark: Mark, box: Box): Drawn {
  switch (mark.kind) {
    case 'image':
      return drawImage(deps, mark, box);
    case 'text':
      return drawText(deps, mark, box);
    case 'check':
      return { content: drawCheck(mark, box) };
  }
}

function drawImage(
  { images, pageImages }: MarkDeps,
  { bytes }: ImageMark,
  { x, y, width, height }: Box,
): Drawn {
  const image = images.embed(bytes);
  if (!image) return { problem: 'image-unreadable' };
  const { object, orientation } = image;
  const name = `I${object.objectNumber}`;
  pageImages.set(name, object);
  const place = operator('cm', width, 0, 0, height, x, y);
  return { content: saved(place, ...(orientation ? [transform(orientation)] : []), `/${name} Do`) };
}

/** The distance in points from box to text. Source: utils/pdf-download.ts of the front end that this imitates. */
const padding = 8;

/** Draws all characters of a text or none: half a text can be misread. */
function drawText({ typesetter, limits }: MarkDeps, { text, size, style }: TextMark, box: Box): Drawn {
  const { x, y, width, height } = box;
  if (text.length > limits.maxTextLength) return { problem: 'text-too-long' };
  if (typesetter.missingCharacters(text).length > 0) return { problem: 'text-not-drawable' };
  const inset = Math.min(padding, width / 6);
  const fitted = fitText(typesetter, { text, fontSize: size, style, width: width - 2 * inset, height });
  const { fontSize } = fitted;
  const middle = y + height / 2;
  const lines = fitted.lines.map((line, index) => {
    const below = (index - (fitted.lines.length - 1) / 2) * fontSize * lineHeight;
    return textLine(line, { x: x + inset, y: middle - below - fontSize / 3, fontSize });
  });
  const content = saved(operator('re', x, y, width, height), 'W n', ...lines);
  return fitted.clipped ? { content, problem: 'text-clipped' } : { content };
}

/** Draws as the front end does: a frame of 1.5 points, and two lines of 2. */
function drawCheck({ checked, scale }: CheckMark, { x, y, width, height }: Box): string {
  const side = Math.min(width, height) * scale;
  const at = (right: number, up: number) =>
    `${formatNumber(x + right * side)} ${formatNumber(y + up * side)}`;
  const frame = ['0 G', '1.5 w', operator('re', x, y, side, side), 'S'];
  const check = ['2 w', `${at(0.3, 0.5)} m`, `${at(0.45, 0.3)} l`, `${at(0.75, 0.7)} l`, 'S'];
  return saved(...frame, ...(checked ? check : []));
}
