import { PDFName, PDFRawStream, PDFWriter } from '@cantoo/pdf-lib';
import type { PdfFile } from '../../pdf/read-pdf';

/** Writes a whole PDF anew. For an original with broken cross-references, to which an update cannot be appended. */
export async function rewritePdf({ context, loadAll }: PdfFile): Promise<Buffer> {
  loadAll();
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && isCrossReferenceStream(object)) context.delete(ref);
  }
  const bytes = await PDFWriter.forContext(context, Infinity).serializeToBuffer();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isCrossReferenceStream({ dict }: PDFRawStream): boolean {
  return dict.lookup(PDFName.of('Type')) === PDFName.of('XRef');
}
