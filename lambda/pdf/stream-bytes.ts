import type { PDFRawStream } from '@cantoo/pdf-lib';
import { StreamTooLarge, type Decoded } from './filters/decoded';
import { filterChain } from './filters/filter-chain';

export { StreamTooLarge };

/**
 * Returns the content of a stream.
 *
 * @throws StreamTooLarge; another error if the stream is damaged, or in a filter that is not for data
 */
export function streamBytes(stream: PDFRawStream, maxBytes: number): Buffer {
  const { bytes, isWhole } = readStream(stream, maxBytes);
  if (!isWhole) throw new Error('the stream is damaged');
  return bytes;
}

/**
 * Reads a stream as far as it can be read. If `isWhole` is false, readers may go on from there, each in its own way. It
 * is false, without a byte, for a filter that is not for data, such as those of images.
 *
 * A chain of filters is bounded as one: all outputs together may have `maxBytes` more than the stream itself. Honest
 * filters inside a chain make their input smaller. A few bytes can hold gigabytes otherwise.
 *
 * @throws StreamTooLarge
 */
export function readStream({ dict, contents }: PDFRawStream, maxBytes: number): Decoded {
  let bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  const chain = filterChain(dict);
  if (!chain) return { bytes: bytes.subarray(0, 0), isWhole: false };
  let isWhole = true;
  let bytesLeft = maxBytes + bytes.length;
  for (const [index, decode] of chain.entries()) {
    const isLast = index === chain.length - 1;
    const decoded = decode(bytes, isLast ? Math.min(maxBytes, bytesLeft) : bytesLeft);
    bytes = decoded.bytes;
    bytesLeft -= bytes.length;
    isWhole &&= decoded.isWhole;
  }
  if (bytes.length > maxBytes) throw new StreamTooLarge();
  return { bytes, isWhole };
}
