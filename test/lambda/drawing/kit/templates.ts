import { PDFDocument, PDFName, PDFNumber, type PDFDict } from '@cantoo/pdf-lib';

/** The shape entries of a template's page. */
export interface PageEntries {
  readonly MediaBox: readonly number[];
  readonly CropBox?: readonly number[];
  readonly Rotate?: number;
  readonly UserUnit?: number;
}

/** Options of a template. */
export interface TemplateOptions {
  readonly pages?: number;
  /** The page's own content: some gray lines by default. */
  readonly content?: string;
  /** Whether the page inherits its shape from the page tree. */
  readonly inherited?: boolean;
  readonly objectStreams?: boolean;
}

/** Lines that show the orientation of the page's own content. */
const lines = '0.8 G 4 w 10 10 m 10 250 l 90 250 l S 0.9 g 300 20 60 20 re f';

/** Makes a PDF with pages of a shape. */
export async function template(entries: PageEntries, options: TemplateOptions = {}): Promise<Buffer> {
  const { pages = 1, content = lines, objectStreams: useObjectStreams = false } = options;
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (let count = 0; count < pages; count++) addPage(pdf, content, options.inherited ? {} : entries);
  if (options.inherited) setEntries(pdf, pdf.catalog.Pages(), entries);
  return Buffer.from(await pdf.save({ useObjectStreams, addDefaultPage: false }));
}

function addPage(pdf: PDFDocument, content: string, entries: Partial<PageEntries>): void {
  const { node } = pdf.addPage();
  const stream = pdf.context.register(pdf.context.flateStream(content));
  node.set(PDFName.of('Contents'), pdf.context.obj([stream]));
  node.delete(PDFName.of('MediaBox'));
  setEntries(pdf, node, entries);
}

function setEntries(pdf: PDFDocument, node: PDFDict, entries: Partial<PageEntries>): void {
  for (const [name, value] of Object.entries(entries) as [string, number | number[]][]) {
    node.set(PDFName.of(name), typeof value === 'number' ? PDFNumber.of(value) : pdf.context.obj(value));
  }
}
