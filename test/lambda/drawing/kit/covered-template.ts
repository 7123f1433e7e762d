import { PDFInvalidObject, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './annotated-template';
import { drawn } from './drawn';
import { fields } from './covered-fields';
import { at, pagePictures, type PagePicture } from './page-pictures';

/** The rectangle of the text of `fields`, in the page's own coordinates. */
export const overText = [200, 210, 350, 240] as const;

const upright = { MediaBox: [0, 0, 400, 300] };

/** A PDF object that consists of exactly these bytes. */
export function literally({ pdf }: AnnotationMaker, bytes: string): PDFRef {
  return pdf.context.register(PDFInvalidObject.of(Buffer.from(bytes)) as unknown as PDFObject);
}

/** The appearance of a white area, as large as the field of the text. */
export function white(maker: AnnotationMaker): PDFRef {
  return maker.appearance(whiteArea(150, 30));
}

/** A template with annotations over the text of `fields`. */
export function covered(
  make: (maker: AnnotationMaker) => readonly PDFObject[] | undefined,
  options: Parameters<typeof annotatedTemplate>[2] = {},
): Promise<Buffer> {
  return annotatedTemplate(upright, make, options);
}

/** A stamp over the text, with additional entries. */
export function stamp(maker: AnnotationMaker, entries: Readonly<Record<string, unknown>>): PDFRef {
  return maker.register({ Type: 'Annot', Subtype: 'Stamp', Rect: overText, ...entries });
}

/** Slightly fewer dark pixels than the uncovered text has. */
const minDarkPixels = 80;

/** Draws `fields`. Returns whether the whole text is visible in a reader, and the problems' names. */
export async function seenText(original: Buffer) {
  const { pdf, problems } = await drawn(original, fields);
  const [page] = pdf ? await pagePictures(pdf, 1, true) : [];
  const isSeen = page !== undefined && darkPixels(page) >= minDarkPixels;
  return { isSeen, pdf, page, problems: problems.map(({ name }) => name) };
}

/** Counts the dark pixels in the area of the text. */
function darkPixels(page: PagePicture): number {
  const rows = Array.from({ length: 24 }, (_, row) => 63 + row);
  const columns = Array.from({ length: 144 }, (_, column) => 203 + column);
  const isDark = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = at(page, x, y);
    return red + green + blue < 250;
  };
  return rows.flatMap((y) => columns.filter((x) => isDark(x, y))).length;
}
