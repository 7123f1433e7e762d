import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, type PDFRawStream } from '@cantoo/pdf-lib';
import { constants, inflateSync } from 'node:zlib';

/** A stream is larger than `maxBytes`. */
export class StreamTooLarge extends Error {
  override readonly name = 'StreamTooLarge';
}

/** More filters on one stream only serve to nest one zip bomb in another. */
const maxFilters = 2;

/**
 * Returns the content of a stream. It is inflated by zlib, which stops at a limit: a few bytes can hold gigabytes.
 *
 * @throws StreamTooLarge; other errors if the stream is damaged, encrypted or in a filter that files do not use
 */
export function streamBytes({ dict, contents }: PDFRawStream, maxBytes: number): Buffer {
  const filters = listOf(dict.lookup(PDFName.of('Filter')));
  if (filters.length > maxFilters) throw new Error('too many filters');
  if (listOf(dict.lookup(PDFName.of('DecodeParms'))).some(hasPredictor)) throw new Error('predictor');
  let bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  for (const filter of filters) {
    if (filter !== PDFName.of('FlateDecode')) throw new Error('unknown filter');
    bytes = inflate(bytes, maxBytes);
  }
  if (bytes.length > maxBytes) throw new StreamTooLarge();
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

function inflate(bytes: Buffer, maxBytes: number): Buffer<ArrayBuffer> {
  if (maxBytes < 1) throw new StreamTooLarge();
  try {
    // Every viewer reads a stream that lacks only its checksum.
    return inflateSync(bytes, { maxOutputLength: maxBytes, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new StreamTooLarge();
    throw error;
  }
}
