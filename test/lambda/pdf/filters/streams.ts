import { PDFContext, PDFRawStream } from '@cantoo/pdf-lib';

/** Makes a stream with those entries. A test writes names as strings. */
export function rawStream(contents: Uint8Array, entries: Record<string, unknown> = {}): PDFRawStream {
  const dict = PDFContext.create().obj(entries as never);
  return PDFRawStream.of(dict as never, contents);
}
