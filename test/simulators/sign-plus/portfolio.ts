import { PDFDocument, PDFName } from '@cantoo/pdf-lib';

/** A PDF inside a portfolio. */
export interface PortfolioEntry {
  /** The author's name for it. It must not be used as a path. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** Makes a PDF Portfolio: a cover page, and the PDFs as attachments. Source: ISO 32000-2, 12.3.5 "Collections". */
export async function portfolio(title: string, entries: readonly PortfolioEntry[]): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(title);
  pdf.addPage([595.28, 841.89]).drawText('Open this PDF Portfolio in a reader that shows attachments.', {
    x: 56,
    y: 770,
    size: 12,
  });
  pdf.catalog.set(PDFName.of('Collection'), pdf.context.obj({ Type: 'Collection', View: 'D' }));
  for (const { name, bytes } of entries) await pdf.attach(bytes, name, { mimeType: 'application/pdf' });
  return Buffer.from(await pdf.save());
}
