import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, type PDFRawStream } from '@cantoo/pdf-lib';
import { constants, inflateSync } from 'node:zlib';

/** A stream is larger than it may be. */
export class StreamTooLarge extends Error {
  override readonly name = 'StreamTooLarge';
}

/** More of them on one stream have no use but to be a bomb within a bomb. */
const mostFilters = 2;

/**
 * What a stream holds. It is inflated by zlib, which stops where it is told to: a few bytes can hold gigabytes.
 *
 * @param most bytes that it may have
 * @throws StreamTooLarge, and other errors for what is damaged, encrypted or in a filter that nobody uses for files
 */
export function streamBytes({ dict, contents }: PDFRawStream, most: number): Buffer {
  const filters = listOf(dict.lookup(PDFName.of('Filter')));
  if (filters.length > mostFilters) throw new Error('too many filters');
  if (listOf(dict.lookup(PDFName.of('DecodeParms'))).some(hasPredictor)) throw new Error('predictor');
  let bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  for (const filter of filters) {
    if (filter !== PDFName.of('FlateDecode')) throw new Error('unknown filter');
    bytes = inflate(bytes, most);
  }
  if (bytes.length > most) throw new StreamTooLarge();
  return bytes;
}

function listOf(object: PDFObject | undefined): readonly (PDFObject | undefined)[] {
  if (object instanceof PDFArray) return object.asArray().map((_, index) => object.lookup(index));
  return object instanceof PDFName || object instanceof PDFDict ? [object] : [];
}

function hasPredictor(parameters: PDFObject | undefined): boolean {
  const predictor = parameters instanceof PDFDict ? parameters.lookup(PDFName.of('Predictor')) : undefined;
  return predictor instanceof PDFNumber && predictor.asNumber() > 1;
}

function inflate(bytes: Buffer, most: number): Buffer<ArrayBuffer> {
  if (most < 1) throw new StreamTooLarge();
  try {
    // A stream that lacks only its checksum is read by every viewer.
    return inflateSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new StreamTooLarge();
    throw error;
  }
}
