import {
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFContext,
  type PDFDict,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';

/** Makes the `Contents` of a page. A text is the content of one stream. */
export type MakeContents = string | ((context: PDFContext) => PDFObject | undefined);

/** A deflated content stream. */
export function stream(context: PDFContext, content: string): PDFObject {
  return encoded(context, deflateSync(Buffer.from(content, 'latin1')), 'FlateDecode');
}

/** A content stream with these bytes and filters. */
export function encoded(context: PDFContext, bytes: Buffer, filters?: string | readonly string[]): PDFObject {
  const dict = context.obj(filters === undefined ? {} : { Filter: filters }) as PDFDict;
  return context.register(PDFRawStream.of(dict, bytes));
}

/** A document with a page for each content, with a layer `L` that is off, and other resources. */
export async function pagesOf(contents: readonly MakeContents[]): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const resources = resourcesOf(pdf);
  for (const make of contents) {
    const { node } = pdf.addPage([240, 100]);
    node.set(PDFName.of('Resources'), resources);
    const made = typeof make === 'string' ? stream(pdf.context, make) : make(pdf.context);
    if (made) node.set(PDFName.of('Contents'), made);
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

/** A document with a page for each appearance of a stamp, from 110, 60 to 230, 90. */
export async function stampedPages(appearances: readonly MakeContents[]): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context } = pdf;
  const resources = resourcesOf(pdf);
  for (const make of appearances) {
    const made = typeof make === 'string' ? stream(context, make) : make(context);
    const { dict } = context.lookup(made) as PDFRawStream;
    const entries = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 120, 30] };
    for (const [key, value] of Object.entries(entries)) dict.set(PDFName.of(key), context.obj(value));
    dict.set(PDFName.of('Resources'), resources);
    const stamp = { Type: 'Annot', Subtype: 'Stamp', Rect: [110, 60, 230, 90], AP: { N: made } };
    pdf.addPage([240, 100]).node.set(PDFName.of('Annots'), context.obj([stamp] as never));
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

function resourcesOf(pdf: PDFDocument): PDFObject {
  return pdf.context.obj(resourcesWithLayer(pdf) as never);
}

/** Returns resources with a layer `L` that is off, a font `F1` and a state `Faint`. */
export function resourcesWithLayer({ context, catalog }: PDFDocument) {
  const layer = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('off') }));
  const layers = { OCGs: [layer], D: { OFF: [layer], Order: [layer] } };
  catalog.set(PDFName.of('OCProperties'), context.obj(layers as never));
  return {
    Font: { F1: { Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' } },
    Properties: { L: layer },
    ExtGState: { Faint: { ca: 0.1, CA: 0.1, BM: 'Multiply' } },
  };
}
