import { PDFHexString } from '@cantoo/pdf-lib';
import type { Matrix } from '../template/page-geometry';
import type { ShapedGlyph } from '../text/shape-text';
import type { ShapedLine } from '../text/typesetter';

/** Formats a number for a content stream: thousandths, never an exponent. */
export function formatNumber(value: number): string {
  return withoutTrailingZeros((Math.round(value * 1_000) / 1_000).toFixed(3));
}

function withoutTrailingZeros(digits: string): string {
  const text = digits.replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** Writes an operator after its numbers. */
export function operator(name: string, ...numbers: readonly number[]): string {
  return [...numbers.map(formatNumber), name].join(' ');
}

/** Changes the coordinate system. */
export function transform(matrix: Matrix): string {
  return operator('cm', ...matrix);
}

/** Changes the coordinate system with all digits that readers use, for very large or small scales. */
export function preciseTransform(matrix: Matrix): string {
  return [...matrix.map((one) => withoutTrailingZeros(one.toFixed(10))), 'cm'].join(' ');
}

/** Wraps operators so that their graphics state ends with them. */
export function saved(...operators: readonly string[]): string {
  return ['q', ...operators, 'Q'].join('\n');
}

/**
 * Ends a text that a content left open: a form, or the page before. If it is a clipping path, MuPDF stops at the next `cm`
 * (1.28.1), and Poppler clips at the next end of a text (22.12). So it stands inside a graphics state of its own.
 */
export const endOfText = 'BT ET';

/** The start of a text line, and its font size. */
export interface LinePosition {
  readonly x: number;
  /** The height of the baseline. */
  readonly y: number;
  readonly fontSize: number;
}

/**
 * Writes a line of text in black. `ActualText` gives the characters in reading order, as glyphs of some scripts are in
 * another order. A line with right-to-left text has none: readers reverse such text themselves, and would do it twice.
 */
export function textLine(
  { text, hasRightToLeft, glyphs }: ShapedLine,
  { x, y, fontSize }: LinePosition,
): string {
  const actualText = hasRightToLeft ? '' : ` /ActualText ${PDFHexString.fromText(text).toString()}`;
  const parts: string[] = [`/Span <<${actualText} >> BDC`, 'BT', '0 g'];
  let pen = 0;
  for (const run of glyphRuns(glyphs)) {
    const [first] = run;
    const [left, baseline] = [x + ((pen + first.dx) * fontSize) / 1_000, y + (first.dy * fontSize) / 1_000];
    parts.push(`/${first.font} ${formatNumber(fontSize)} Tf`);
    parts.push(operator('Tm', 1, 0, 0, 1, left, baseline), showOperator(run));
    pen += run.reduce((sum, { advance }) => sum + advance, 0);
  }
  return [...parts, 'ET', 'EMC'].join('\n');
}

type GlyphRun = [ShapedGlyph, ...ShapedGlyph[]];

/** Groups consecutive glyphs of one font and offset. */
function glyphRuns(glyphs: readonly ShapedGlyph[]): readonly GlyphRun[] {
  const runs: GlyphRun[] = [];
  for (const glyph of glyphs) {
    const last = runs.at(-1);
    if (last?.[0].font === glyph.font && last[0].dx === glyph.dx && last[0].dy === glyph.dy) last.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

/** Writes glyphs. The number between two glyphs moves the second one closer than the font itself would. */
function showOperator(glyphs: GlyphRun): string {
  const parts = glyphs.map(({ id, advance, ownAdvance }) => {
    const adjustment = ownAdvance - advance;
    return `<${id.toString(16).padStart(4, '0')}>${Math.abs(adjustment) < 0.001 ? '' : formatNumber(adjustment)}`;
  });
  return `[${parts.join('').replaceAll('><', '')}] TJ`;
}
