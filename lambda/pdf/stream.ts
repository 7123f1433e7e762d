import { PDFRawStream, type PDFContext, type PDFDict } from '@cantoo/pdf-lib';
import { zlibSync } from 'fflate';

/** A stream, deflated. */
export function stream(
  context: PDFContext,
  content: string,
  entries: Record<string, unknown> = {},
): PDFRawStream {
  const dict = context.obj({ ...entries, Filter: 'FlateDecode' } as never) as unknown as PDFDict;
  return PDFRawStream.of(dict, zlibSync(Buffer.from(content, 'latin1'), { level: 6 }));
}
