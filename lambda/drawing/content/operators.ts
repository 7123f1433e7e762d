import { PDFHexString } from '@cantoo/pdf-lib';
import type { Matrix } from '../template/page-geometry';
import type { SetGlyph } from '../text/set-glyphs';
import type { SetLine } from '../text/typesetter';

/** A number as a content stream has it: thousandths, and never with an exponent. */
export function number(value: number): string {
  return trimmed((Math.round(value * 1_000) / 1_000).toFixed(3));
}

function trimmed(digits: string): string {
  const text = digits.replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** An operator with its numbers before it. */
export function operator(name: string, ...numbers: readonly number[]): string {
  return [...numbers.map(number), name].join(' ');
}

/** Goes on in another system of coordinates. */
export function transform(matrix: Matrix): string {
  return operator('cm', ...matrix);
}

/** The same, with all digits that readers take notice of: for what is made much smaller, or much larger. */
export function preciseTransform(matrix: Matrix): string {
  return [...matrix.map((one) => trimmed(one.toFixed(10))), 'cm'].join(' ');
}

/** What is drawn and changed in here ends with it. */
export function saved(...operators: readonly string[]): string {
  return ['q', ...operators, 'Q'].join('\n');
}

/** Where a line of text begins, and how large it is. */
export interface LinePlace {
  readonly x: number;
  /** Of its baseline. */
  readonly y: number;
  readonly size: number;
}

/**
 * A line of text in black. It says what it says apart from its glyphs, which stand in another order in some scripts; but
 * not where it runs from right to left: readers turn that around themselves, and would do it twice.
 */
export function textLine({ text, turned, glyphs }: SetLine, { x, y, size }: LinePlace): string {
  const said = turned ? '' : ` /ActualText ${PDFHexString.fromText(text).toString()}`;
  const parts: string[] = [`/Span <<${said} >> BDC`, 'BT', '0 g'];
  let pen = 0;
  for (const group of groupsOf(glyphs)) {
    const [first] = group;
    parts.push(`/${first.font} ${number(size)} Tf`);
    parts.push(
      operator('Tm', 1, 0, 0, 1, x + ((pen + first.dx) * size) / 1_000, y + (first.dy * size) / 1_000),
    );
    parts.push(shown(group));
    pen += group.reduce((sum, { advance }) => sum + advance, 0);
  }
  return [...parts, 'ET', 'EMC'].join('\n');
}

type Group = [SetGlyph, ...SetGlyph[]];

/** Glyphs that stand one after the other on the line, of one font. */
function groupsOf(glyphs: readonly SetGlyph[]): readonly Group[] {
  const groups: Group[] = [];
  for (const glyph of glyphs) {
    const last = groups.at(-1);
    if (last?.[0].font === glyph.font && last[0].dx === glyph.dx && last[0].dy === glyph.dy) last.push(glyph);
    else groups.push([glyph]);
  }
  return groups;
}

/** Between two glyphs stands how much nearer they are than the font itself has them. */
function shown(glyphs: Group): string {
  const parts = glyphs.map(({ id, advance, ownAdvance }) => {
    const nearer = ownAdvance - advance;
    return `<${id.toString(16).padStart(4, '0')}>${Math.abs(nearer) < 0.001 ? '' : number(nearer)}`;
  });
  return `[${parts.join('').replaceAll('><', '')}] TJ`;
}
