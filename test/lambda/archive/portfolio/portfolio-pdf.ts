import {
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  type PDFContext,
  type PDFObject,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import { samplePdf } from '../../../simulators/kit/sample-pdf';

/** A file to put into a PDF. */
export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Makes a PDF Portfolio of those files with the PDF library, sorted by name as the format requires. */
export async function portfolioPdf(attachments: readonly Attachment[]): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText('Open me with a reader that knows portfolios');
  for (const { name, bytes } of attachments) {
    await pdf.attach(bytes, name, { mimeType: 'application/pdf' });
  }
  pdf.catalog.set(PDFName.of('Collection'), collection(pdf.context));
  return Buffer.from(await pdf.save());
}

/** The entry of the catalog that makes a PDF a portfolio. */
export function collection(context: PDFContext): PDFObject {
  return context.obj({ Type: 'Collection', View: 'D' });
}

/** Makes a PDF Portfolio by hand: `build` returns additional entries of the catalog, or other ones. */
export async function handmadePdf(
  build: (context: PDFContext) => Record<string, PDFObject>,
): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  const entries = { Collection: collection(pdf.context), ...build(pdf.context) };
  for (const [key, value] of Object.entries(entries)) pdf.catalog.set(PDFName.of(key), value);
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

/** Makes a file specification, as it is listed in `EmbeddedFiles` and `AF`. */
export function specification(context: PDFContext, name: string, stream: PDFRef): PDFRef {
  const F = PDFHexString.fromText(name);
  return context.register(context.obj({ Type: 'Filespec', F, UF: F, EF: { F: stream } }));
}

/** Makes a deflated stream. */
export function deflated(context: PDFContext, bytes: Uint8Array): PDFRef {
  const contents = deflateSync(bytes);
  const dict = context.obj({ Type: 'EmbeddedFile', Filter: 'FlateDecode', Length: contents.length });
  return context.register(PDFRawStream.of(dict, contents));
}

/** The part that a PDF of a portfolio gives. */
export const pdfPart = (bytes: Buffer, title: string) => ({ kind: 'pdf', bytes, title });

/** The problem that stands in place of a part. */
export const problemPart = (name: string) => ({ kind: 'problem', name });

/** Makes PDFs that differ from each other. */
export async function samplePdfs(count: number): Promise<readonly Buffer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      samplePdf({ title: `Annex ${index + 1}`, lines: ['Signed'] }),
    ),
  );
}

/** Limits that a portfolio of the tests does not reach. */
export const ampleLimits = {
  maxContainerBytes: 50_000_000,
  maxPartsBytes: 5_000_000,
  maxParts: 10,
  readTimeMs: 60_000,
};
