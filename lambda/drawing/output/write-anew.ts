import { PDFName, PDFRawStream, PDFWriter, type PDFContext } from '@cantoo/pdf-lib';

/** Writes a PDF anew whose own tables lead nowhere: every reader has to look for its objects itself, as was done here. */
export async function writeAnew(context: PDFContext): Promise<Buffer> {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && isTable(object)) context.delete(ref);
  }
  const bytes = await PDFWriter.forContext(context, Infinity).serializeToBuffer();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isTable({ dict }: PDFRawStream): boolean {
  return dict.lookup(PDFName.of('Type')) === PDFName.of('XRef');
}
