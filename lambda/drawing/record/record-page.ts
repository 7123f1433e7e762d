import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { deflatedStream } from '../../pdf/deflated-stream';
import { endOfText, saved, textLine } from '../content/operators';
import { drawingResources } from '../output/draw-on-page';
import { fitText, lineHeight } from '../text/fit-text';
import type { Typesetter } from '../text/typesetter';
import type { RecordLine } from './record-lines';

/** A4, in points. */
const pageSize = { width: 595.28, height: 841.89 };
const margin = 56;

const styles = {
  title: { fontSize: 18, before: 0, style: { bold: true, italic: false } },
  heading: { fontSize: 11, before: 12, style: { bold: true, italic: false } },
  text: { fontSize: 10, before: 3, style: { bold: false, italic: false } },
  fine: { fontSize: 8, before: 3, style: { bold: false, italic: false } },
} as const;

/** Typesets the page of record. Lines that do not fit on the page are left out. */
export function recordContent(typesetter: Typesetter, lines: readonly RecordLine[]): string {
  const width = pageSize.width - 2 * margin;
  const parts: string[] = [saved(endOfText)];
  let top = pageSize.height - margin;
  for (const { text, kind } of lines) {
    const lineStyle = styles[kind];
    const fitted = fitText(typesetter, {
      text: withCodePoints(typesetter, text),
      fontSize: lineStyle.fontSize,
      style: lineStyle.style,
      width,
      // A record line may wrap once.
      height: 2 * lineStyle.fontSize * lineHeight,
    });
    top -= lineStyle.before;
    for (const line of fitted.lines) {
      top -= fitted.fontSize * lineHeight;
      if (top > margin / 2) parts.push(textLine(line, { x: margin, y: top, fontSize: fitted.fontSize }));
    }
  }
  return parts.join('\n');
}

/** Writes characters that no font has as their code points. */
function withCodePoints({ missingCharacters }: Typesetter, text: string): string {
  return missingCharacters(text).reduce(
    (rest, character) => rest.replaceAll(character, () => ` U+${codePointHex(character)} `),
    text,
  );
}

function codePointHex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** The page to append to a page tree. */
export interface AddedPage {
  readonly tree: PDFRef;
  readonly content: string;
  readonly fonts: Readonly<Record<string, PDFRef>>;
}

/** Appends a page. It sets all inheritable attributes, as it would otherwise inherit those of the page tree. */
export function addPage(context: PDFContext, { tree, content, fonts }: AddedPage): void {
  const box = [0, 0, pageSize.width, pageSize.height];
  const page = context.register(
    context.obj({
      Type: 'Page',
      Parent: tree,
      MediaBox: box,
      CropBox: box,
      Rotate: 0,
      Resources: drawingResources({ content, fonts, images: {} }),
      Contents: context.register(deflatedStream(context, content)),
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
