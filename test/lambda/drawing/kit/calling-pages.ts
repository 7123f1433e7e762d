import { PDFDocument, PDFName, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { resourcesWithLayer, stream } from './page-contents';

type Entries = Record<string, unknown>;

/** How a page comes to paint a content that it calls. */
export interface Calling {
  readonly content: string;
  readonly resources?: Entries;
  /** The appearance of a stamp on the page, which is not its content. */
  readonly stamp?: PDFRef;
}

/** Makes the objects by which a page calls a content. */
export type MakeCalling = (make: ContentMaker, content: string) => Calling;

/** Makes objects that have a content. Each has a layer `L` that is off, and a font `F1`. */
export interface ContentMaker {
  readonly form: (content: string, entries?: Entries, resources?: Entries) => PDFRef;
  readonly pattern: (content: string) => PDFRef;
  readonly font: (glyph: string) => PDFRef;
}

/** A document with a page for each content and each way to call it. */
export async function callingPages(cases: readonly (readonly [MakeCalling, string])[]): Promise<Buffer> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  const { context } = pdf;
  const own = resourcesWithLayer(pdf);
  const maker = contentMaker(context, own);
  for (const [make, called] of cases) {
    const { content, resources, stamp } = make(maker, called);
    const { node } = pdf.addPage([240, 100]);
    node.set(PDFName.of('Resources'), context.obj({ ...own, ...resources } as never));
    node.set(PDFName.of('Contents'), stream(context, content));
    const annotation = { Type: 'Annot', Subtype: 'Stamp', Rect: [110, 60, 230, 90], AP: { N: stamp } };
    if (stamp) node.set(PDFName.of('Annots'), context.obj([annotation] as never));
  }
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

function contentMaker(context: PDFContext, own: Entries): ContentMaker {
  const register = (content: string, entries: Entries) =>
    context.register(context.flateStream(content, entries as never));
  return {
    form: (content, entries, resources) =>
      register(content, {
        ...{ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 240, 100] },
        Resources: { ...own, ...resources },
        ...entries,
      }),
    pattern: (content) =>
      register(content, {
        ...{ PatternType: 1, PaintType: 1, TilingType: 1, BBox: [0, 0, 90, 60], XStep: 90, YStep: 60 },
        Resources: own,
      }),
    font: (glyph) =>
      context.register(
        context.obj({
          ...{
            Type: 'Font',
            Subtype: 'Type3',
            FontBBox: [0, 0, 100, 100],
            FontMatrix: [0.01, 0, 0, 0.01, 0, 0],
          },
          ...{ FirstChar: 97, LastChar: 97, Widths: [100], CharProcs: { a: register(glyph, {}) } },
          ...{ Encoding: { Type: 'Encoding', Differences: [97, 'a'] }, Resources: own },
        } as never),
      ),
  };
}
