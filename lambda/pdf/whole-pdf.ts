import { FileEnds } from './inspection/file-ends';
import { Windows } from './inspection/windows';

/**
 * Checks that bytes are a PDF with its beginning and its end. A download is checked by the same rule while it comes
 * (`PdfInspector`). What is only damaged is a PDF too.
 *
 * - The beginning is `%PDF-` within the first 1,024 bytes. So HTML, JSON, Base64 and UTF-16 are no PDFs.
 * - The end is the last `%%EOF`, wherever it is. Anything behind it is padding, as readers ignore it.
 * - If the start of an incremental update is behind it, the file is cut off. Without it, the file would be a whole PDF of
 *   an earlier state, perhaps without a later signature.
 */
export function isWholePdf(bytes: Uint8Array): boolean {
  const ends = new FileEnds();
  for (const window of new Windows().of(bytes)) ends.add(window);
  return ends.isWhole;
}
