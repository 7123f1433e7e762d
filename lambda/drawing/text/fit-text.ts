import type { TextStyle } from '../../contracts/drawing-plan';
import type { ShapedLine, Typesetter } from './typesetter';

/** A text that was fitted into its box. */
export interface FittedText {
  readonly fontSize: number;
  readonly lines: readonly ShapedLine[];
  /** Whether some of the text had to be left out. */
  readonly clipped: boolean;
}

/** A text and the size of its box. */
export interface TextToFit {
  readonly text: string;
  readonly fontSize: number;
  readonly style: TextStyle;
  readonly width: number;
  readonly height: number;
}

/** The distance between lines, in font sizes. */
export const lineHeight = 1.2;
/** Smaller text is illegible. */
const minFontSize = 4;
/** The step to the next smaller font size: half a point, more for large fonts. */
const sizeStep = (fontSize: number) => Math.max(0.5, fontSize / 40);

/**
 * Finds the largest font size, up to the wanted one, at which a text fits, with lines broken between words. At the
 * minimum size, breaks words and clips. The text's own line breaks stay.
 */
export function fitText({ shapeLine }: Typesetter, wanted: TextToFit): FittedText {
  const { text, style, width, height } = wanted;
  const shape = (part: string) => shapeLine(part, style);
  const paragraphs = text.split('\n').map((paragraph) => splitWords(paragraph, shape));
  const minSize = Math.min(minFontSize, wanted.fontSize);
  for (let fontSize = wanted.fontSize; fontSize >= minSize; fontSize -= sizeStep(fontSize)) {
    const maxLines = Math.max(0, Math.floor(height / (fontSize * lineHeight) + 1e-6));
    const lines = breakAtSpaces(paragraphs, toMilliEms(width, fontSize));
    if (lines && lines.length <= maxLines) return { fontSize, lines: lines.map(shape), clipped: false };
  }
  return clipLines(wanted, shape);
}

/** Breaks words at the minimum size, and leaves out lines that do not fit. */
function clipLines(
  { text, fontSize: wanted, width, height }: TextToFit,
  shape: (part: string) => ShapedLine,
): FittedText {
  const fontSize = Math.min(minFontSize, wanted);
  const maxWidth = toMilliEms(width, fontSize);
  const maxLines = Math.max(1, Math.floor(height / (fontSize * lineHeight)));
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    if (lines.length <= maxLines)
      lines.push(...breakAnywhere(paragraph, maxWidth, { shape, maxLines: maxLines + 1 }));
  }
  return { fontSize, lines: lines.slice(0, maxLines).map(shape), clipped: lines.length > maxLines };
}

/** Converts a length to thousandths of an em, the unit of glyph widths. */
function toMilliEms(length: number, fontSize: number): number {
  return (length / fontSize) * 1_000;
}

interface Word {
  readonly text: string;
  readonly width: number;
  /** The width of the space before it. */
  readonly space: number;
}

function splitWords(paragraph: string, shape: (part: string) => ShapedLine): readonly Word[] {
  const parts = paragraph.split(/( +)/);
  const words: Word[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [space, text] = [index === 0 ? '' : (parts[index - 1] ?? ''), parts[index] ?? ''];
    words.push({
      text: space + text,
      width: shape(text).width,
      space: space === '' ? 0 : shape(space).width,
    });
  }
  return words;
}

/** Breaks paragraphs between words; `undefined` if a word is wider than a line. */
function breakAtSpaces(
  paragraphs: readonly (readonly Word[])[],
  maxWidth: number,
): readonly string[] | undefined {
  const lines: string[] = [];
  for (const words of paragraphs) {
    let [line, width] = ['', 0];
    for (const word of words) {
      if (word.width > maxWidth) return undefined;
      const isFirst = line === '';
      if (!isFirst && width + word.space + word.width > maxWidth) {
        lines.push(line);
        [line, width] = [word.text.trimStart(), word.width];
      } else [line, width] = [line + word.text, width + word.space + word.width];
    }
    lines.push(line);
  }
  return lines;
}

/** Breaks a paragraph between any two characters, up to `maxLines`. */
function breakAnywhere(
  paragraph: string,
  maxWidth: number,
  { shape, maxLines }: { readonly shape: (part: string) => ShapedLine; readonly maxLines: number },
): readonly string[] {
  const characters = [...paragraph];
  const lines: string[] = [];
  for (let at = 0; at < characters.length && lines.length < maxLines;) {
    const rest = (count: number) => characters.slice(at, at + count).join('');
    const count = maxCountThat((some) => shape(rest(some)).width <= maxWidth, characters.length - at);
    lines.push(rest(count));
    at += count;
  }
  return paragraph === '' ? [''] : lines;
}

/** Finds the highest count from 1 on that passes the test, by bisection, as each test may be expensive. */
function maxCountThat(passes: (count: number) => boolean, maxCount: number): number {
  let [good, bad] = [1, 2];
  while (bad <= maxCount && passes(bad)) [good, bad] = [bad, 2 * bad];
  bad = Math.min(bad, maxCount + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
