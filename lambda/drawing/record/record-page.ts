import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { textLine } from '../content/operators';
import { resourcesOf } from '../output/draw-on-page';
import { stream } from '../../pdf/stream';
import { fitText, lineHeight } from '../text/fit-text';
import type { Typesetter } from '../text/typesetter';
import type { RecordLine } from './record-lines';

/** A4, in points. */
const size = { width: 595.28, height: 841.89 };
const margin = 56;

const looks = {
  title: { size: 18, before: 0, style: { bold: true, italic: false } },
  heading: { size: 11, before: 12, style: { bold: true, italic: false } },
  text: { size: 10, before: 3, style: { bold: false, italic: false } },
  fine: { size: 8, before: 3, style: { bold: false, italic: false } },
} as const;

/** The content of the page of record. What would run off its end is left out. */
export function recordContent(typesetter: Typesetter, lines: readonly RecordLine[]): string {
  const width = size.width - 2 * margin;
  const parts: string[] = [];
  let top = size.height - margin;
  for (const { text, kind } of lines) {
    const look = looks[kind];
    const fitted = fitText(typesetter, {
      text: drawable(typesetter, text),
      size: look.size,
      style: look.style,
      width,
      // Two lines of it at most.
      height: 2 * look.size * lineHeight,
    });
    top -= look.before;
    for (const line of fitted.lines) {
      top -= fitted.size * lineHeight;
      if (top > margin / 2) parts.push(textLine(line, { x: margin, y: top, size: fitted.size }));
    }
  }
  return parts.join('\n');
}

/** A character that no font has is written as its number. */
function drawable({ missing }: Typesetter, text: string): string {
  return missing(text).reduce(
    (rest, character) => rest.replaceAll(character, () => ` U+${hexOf(character)} `),
    text,
  );
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** A page to be, at the end of the page tree. */
export interface AddedPage {
  readonly tree: PDFRef;
  readonly content: string;
  readonly fonts: Readonly<Record<string, PDFRef>>;
}

/** Adds a page after all others. It says all of itself: what it said nothing of, it would take from the tree. */
export function addPage(context: PDFContext, { tree, content, fonts }: AddedPage): void {
  const box = [0, 0, size.width, size.height];
  const page = context.register(
    context.obj({
      Type: 'Page',
      Parent: tree,
      MediaBox: box,
      CropBox: box,
      Rotate: 0,
      Resources: resourcesOf({ content, fonts, images: {} }),
      Contents: context.register(stream(context, content)),
    }),
  );
  const root = context.lookup(tree, PDFDict).clone(context);
  const [kids, count] = [root.lookup(PDFName.of('Kids')), root.lookup(PDFName.of('Count'))];
  const others = kids instanceof PDFArray ? kids.asArray() : [];
  root.set(PDFName.of('Kids'), context.obj([...others, page]));
  root.set(
    PDFName.of('Count'),
    PDFNumber.of((count instanceof PDFNumber ? count.asNumber() : others.length) + 1),
  );
  context.assign(tree, root);
}
