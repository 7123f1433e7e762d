import type { PDFRawStream } from '@cantoo/pdf-lib';
import { StreamTooLarge, type Decoded } from './filters/decoded';
import { filterChain } from './filters/filter-chain';

export { StreamTooLarge };

/** The start of a damaged stream is read again and again, to find its end. */
export const damageFactor = 12;

/** What was read of a stream, and the bytes that all its filters made meanwhile. */
export interface ReadStream extends Decoded {
  readonly costBytes: number;
}

/**
 * Reads a stream as `readCostedStream` does, without its cost.
 *
 * @throws StreamTooLarge
 */
export function readStream(stream: PDFRawStream, maxBytes: number): Decoded {
  const { bytes, isWhole } = readCostedStream(stream, maxBytes);
  return { bytes, isWhole };
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
export function readCostedStream({ dict, contents }: PDFRawStream, maxBytes: number): ReadStream {
  let bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength);
  const chain = filterChain(dict);
  if (!chain) return { bytes: bytes.subarray(0, 0), isWhole: false, costBytes: 0 };
  let isWhole = true;
  let [bytesLeft, costBytes] = [maxBytes + bytes.length, bytes.length];
  for (const [index, decode] of chain.entries()) {
    const isLast = index === chain.length - 1;
    const decoded = decode(bytes, isLast ? Math.min(maxBytes, bytesLeft) : bytesLeft);
    bytes = decoded.bytes;
    bytesLeft -= bytes.length;
    costBytes += (decoded.isWhole ? 1 : damageFactor) * bytes.length;
    isWhole &&= decoded.isWhole;
  }
  if (bytes.length > maxBytes) throw new StreamTooLarge();
  return { bytes, isWhole, costBytes };
}
