import { PDFRawStream, type PDFContext, type PDFDict } from '@cantoo/pdf-lib';
import { zlibSync } from 'fflate';

/** Makes a compressed stream. It uses `fflate`: the bytes that Node's zlib writes differ from processor to processor. */
export function deflatedStream(
  context: PDFContext,
  content: string | Uint8Array,
  entries: Record<string, unknown> = {},
): PDFRawStream {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const dict = context.obj({ ...entries, Filter: 'FlateDecode' } as never) as unknown as PDFDict;
  return PDFRawStream.of(dict, zlibSync(bytes, { level: 6 }));
}
