import type { TextStyle } from '../../contracts/drawing-plan';
import type { SetLine, Typesetter } from './typesetter';

/** A text as it fits into its box. */
export interface FittedText {
  /** Of the font. */
  readonly size: number;
  readonly lines: readonly SetLine[];
  /** Whether it does not fit even so: some of it cannot be seen. */
  readonly clipped: boolean;
}

/** A text and the room that there is for it. */
export interface TextToFit {
  readonly text: string;
  readonly size: number;
  readonly style: TextStyle;
  readonly width: number;
  readonly height: number;
}

/** From one line to the next, in parts of the font's size. */
export const lineHeight = 1.2;
/** Smaller text is not legible. */
const smallest = 4;
/** From one size to the next that is tried: half a point, and more where it is large. */
const stepFrom = (size: number) => Math.max(0.5, size / 40);

/**
 * Finds the largest size, up to the one that is asked for, at which a text fits: as it stands, or with its lines broken
 * between words, or at the smallest size within them. Lines that it has of its own are kept.
 */
export function fitText({ line }: Typesetter, wanted: TextToFit): FittedText {
  const { text, style, width, height } = wanted;
  const set = (part: string) => line(part, style);
  const paragraphs = text.split('\n').map((paragraph) => wordsOf(paragraph, set));
  for (let size = wanted.size; size >= Math.min(smallest, wanted.size); size -= stepFrom(size)) {
    const room = {
      em: (width / size) * 1_000,
      lines: Math.max(0, Math.floor(height / (size * lineHeight) + 1e-6)),
    };
    const lines = brokenLines(paragraphs, room.em);
    if (lines && lines.length <= room.lines) return { size, lines: lines.map(set), clipped: false };
  }
  return cutText(wanted, set);
}

/** What is left to do at the smallest size: words are broken, and what does not fit is not drawn. */
function cutText({ text, size, width, height }: TextToFit, set: (part: string) => SetLine): FittedText {
  const small = Math.min(smallest, size);
  const em = (width / small) * 1_000;
  const most = Math.max(1, Math.floor(height / (small * lineHeight)));
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    if (lines.length <= most) lines.push(...brokenAnywhere(paragraph, em, { set, most: most + 1 }));
  }
  return { size: small, lines: lines.slice(0, most).map(set), clipped: lines.length > most };
}

interface Word {
  readonly text: string;
  readonly width: number;
  /** Of the space before it. */
  readonly space: number;
}

function wordsOf(paragraph: string, set: (part: string) => SetLine): readonly Word[] {
  const parts = paragraph.split(/( +)/);
  const words: Word[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const [space, text] = [index === 0 ? '' : (parts[index - 1] ?? ''), parts[index] ?? ''];
    words.push({ text: space + text, width: set(text).width, space: space === '' ? 0 : set(space).width });
  }
  return words;
}

/** The lines of all paragraphs, broken between words; none where a word is too long for a line. */
function brokenLines(paragraphs: readonly (readonly Word[])[], em: number): readonly string[] | undefined {
  const lines: string[] = [];
  for (const words of paragraphs) {
    let [line, width] = ['', 0];
    for (const word of words) {
      if (word.width > em) return undefined;
      const isFirst = line === '';
      if (!isFirst && width + word.space + word.width > em) {
        lines.push(line);
        [line, width] = [word.text.trimStart(), word.width];
      } else [line, width] = [line + word.text, width + word.space + word.width];
    }
    lines.push(line);
  }
  return lines;
}

/** The first lines of a paragraph, broken between any two characters. */
function brokenAnywhere(
  paragraph: string,
  em: number,
  { set, most }: { readonly set: (part: string) => SetLine; readonly most: number },
): readonly string[] {
  const characters = [...paragraph];
  const lines: string[] = [];
  for (let at = 0; at < characters.length && lines.length < most;) {
    const rest = (count: number) => characters.slice(at, at + count).join('');
    const count = mostThat((some) => set(rest(some)).width <= em, characters.length - at);
    lines.push(rest(count));
    at += count;
  }
  return paragraph === '' ? [''] : lines;
}

/** The highest number from 1 for which that is so: found in few steps, each of which may be dear. */
function mostThat(isSo: (count: number) => boolean, highest: number): number {
  let [good, bad] = [1, 2];
  while (bad <= highest && isSo(bad)) [good, bad] = [bad, 2 * bad];
  bad = Math.min(bad, highest + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isSo(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
