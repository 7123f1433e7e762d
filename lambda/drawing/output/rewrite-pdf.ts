import { PDFName, PDFRawStream, PDFWriter, type PDFContext } from '@cantoo/pdf-lib';

/** Writes a whole PDF anew. For an original with broken cross-references, to which an update cannot be appended. */
export async function rewritePdf(context: PDFContext): Promise<Buffer> {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && isCrossReferenceStream(object)) context.delete(ref);
  }
  const bytes = await PDFWriter.forContext(context, Infinity).serializeToBuffer();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isCrossReferenceStream({ dict }: PDFRawStream): boolean {
  return dict.lookup(PDFName.of('Type')) === PDFName.of('XRef');
}
