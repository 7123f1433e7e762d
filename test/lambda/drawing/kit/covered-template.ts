import { PDFInvalidObject, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './annotated-template';
import { drawn } from './drawn';
import { fields } from './covered-fields';
import { at, pagePictures, type PagePicture } from './page-pictures';

/** Where the text of `fields` is, in the page's own coordinates. */
export const overText = [200, 210, 350, 240] as const;

const upright = { MediaBox: [0, 0, 400, 300] };

/** An object of a PDF with these very bytes. */
export function literally({ pdf }: AnnotationMaker, bytes: string): PDFRef {
  return pdf.context.register(PDFInvalidObject.of(Buffer.from(bytes)) as unknown as PDFObject);
}

/** The appearance of a white area, as large as the text's field. */
export function white(maker: AnnotationMaker): PDFRef {
  return maker.appearance(whiteArea(150, 30));
}

/** A template with what is made over the text of `fields`. */
export function covered(
  make: (maker: AnnotationMaker) => readonly PDFObject[] | undefined,
  options: Parameters<typeof annotatedTemplate>[2] = {},
): Promise<Buffer> {
  return annotatedTemplate(upright, make, options);
}

/** A stamp over the text, with this besides. */
export function stamp(maker: AnnotationMaker, entries: Readonly<Record<string, unknown>>): PDFRef {
  return maker.register({ Type: 'Annot', Subtype: 'Stamp', Rect: overText, ...entries });
}

/** Dark pixels of a text that nothing covers: some less than there are. */
const fewest = 80;

/** Draws `fields`, and tells whether a reader sees the whole text, and which problems are named. */
export async function seenText(original: Buffer) {
  const { pdf, problems } = await drawn(original, fields);
  const [page] = pdf ? await pagePictures(pdf, 1, true) : [];
  const isSeen = page !== undefined && darkPixels(page) >= fewest;
  return { isSeen, pdf, page, problems: problems.map(({ name }) => name) };
}

/** Where the text is displayed. */
function darkPixels(page: PagePicture): number {
  const rows = Array.from({ length: 24 }, (_, row) => 63 + row);
  const columns = Array.from({ length: 144 }, (_, column) => 203 + column);
  const isDark = (x: number, y: number) => {
    const [red = 0, green = 0, blue = 0] = at(page, x, y);
    return red + green + blue < 250;
  };
  return rows.flatMap((y) => columns.filter((x) => isDark(x, y))).length;
}
