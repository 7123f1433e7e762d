import { PDFDocument, PDFName, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { template, type PageEntries, type TemplateOptions } from './templates';

/** An appearance stream: its entries and its content. */
export interface Appearance {
  readonly content: string;
  readonly entries: Readonly<Record<string, unknown>>;
}

/** Makes the objects that annotations consist of. */
export interface AnnotationMaker {
  readonly pdf: PDFDocument;
  readonly object: (value: unknown) => PDFObject;
  readonly register: (value: unknown) => PDFRef;
  readonly appearance: (appearance: Appearance) => PDFRef;
}

/** A template whose first page has the annotations that `make` returns. `make` may set `Annots` itself, and return none. */
export async function annotatedTemplate(
  entries: PageEntries,
  make: (maker: AnnotationMaker) => readonly PDFObject[] | undefined,
  options: TemplateOptions = {},
): Promise<Buffer> {
  const pdf = await PDFDocument.load(await template(entries, options), { updateMetadata: false });
  const object = (value: unknown) => pdf.context.obj(value as never) as PDFObject;
  const annotations = make({
    pdf,
    object,
    register: (value) => pdf.context.register(object(value)),
    appearance: ({ content, entries: own }) =>
      pdf.context.register(
        pdf.context.stream(content, { Type: 'XObject', Subtype: 'Form', ...own } as never),
      ),
  });
  // Readers show only form fields that belong to a form.
  pdf.catalog.set(PDFName.of('AcroForm'), object({ Fields: annotations ?? [] }));
  if (annotations) pdf.getPage(0).node.set(PDFName.of('Annots'), object(annotations));
  const { objectStreams: useObjectStreams = false } = options;
  return Buffer.from(
    await pdf.save({ useObjectStreams, addDefaultPage: false, updateFieldAppearances: false }),
  );
}

/** A white area with a border, red by default, as form fields often look. */
export function whiteArea(width: number, height: number, border = '1 0 0 RG'): Appearance {
  return {
    content: `1 1 1 rg 0 0 ${width} ${height} re f ${border} 4 w 2 2 ${width - 4} ${height - 4} re S`,
    entries: { BBox: [0, 0, width, height] },
  };
}
