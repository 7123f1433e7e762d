import { constants, inflateRawSync } from 'node:zlib';
import { usualSizeBytes } from './byte-sink';
import { StreamTooLarge, type Decoded } from './decoded';

/** zlib's header: the method in the low four bits of its first byte, the window in the next three, no dictionary. */
const headerBytes = 2;
const deflateMethod = 8;
const dictionaryFlag = 0x20;

/** How exactly the end of what can be read of a damaged stream is found: a thousandth of it. */
const maxSearches = 10;

/**
 * Undoes `FlateDecode`. As in readers, the checksum is not compared, and nothing behind the last block counts. zlib
 * inflates: it stops at a limit.
 */
export function decodeFlate(input: Buffer, maxBytes: number): Decoded {
  if (maxBytes < 1) throw new StreamTooLarge();
  if (!hasHeader(input)) return { bytes: Buffer.alloc(0), isWhole: false };
  const body = input.subarray(headerBytes);
  const bytes = inflate(body, maxBytes, constants.Z_FINISH);
  return bytes ? { bytes, isWhole: true } : { bytes: inflateStart(body, maxBytes), isWhole: false };
}

function hasHeader(input: Buffer): boolean {
  const [method = 0, flags = 0] = input;
  const isChecked = (method * 256 + flags) % 31 === 0;
  return isChecked && (method & 0x8f) === deflateMethod && (flags & dictionaryFlag) === 0;
}

/** Inflates the longest start of a damaged body that zlib can read. zlib itself returns all or nothing. */
function inflateStart(body: Buffer, maxBytes: number): Buffer {
  let [readable, damaged] = [0, body.length + 1];
  let bytes: Buffer = Buffer.alloc(0);
  for (let search = 0; search < maxSearches && readable + 1 < damaged; search++) {
    // The whole first: a body that is cut off is readable up to its end.
    const middle = search === 0 ? body.length : Math.floor((readable + damaged) / 2);
    const start = inflate(body.subarray(0, middle), maxBytes, constants.Z_SYNC_FLUSH);
    if (start) [readable, bytes] = [middle, start];
    else damaged = middle;
  }
  return bytes;
}

/** Returns undefined for damaged bytes. */
function inflate(body: Buffer, maxBytes: number, finishFlush: number): Buffer | undefined {
  const usualBytes = usualSizeBytes(body.length, maxBytes);
  const bytes = inflateInto(usualBytes, body, finishFlush);
  if (bytes !== 'too-large') return bytes;
  const again = usualBytes < maxBytes ? inflateInto(maxBytes, body, finishFlush) : bytes;
  if (again === 'too-large') throw new StreamTooLarge();
  return again;
}

/** Inflates into one buffer: zlib's own smaller ones would be joined, and be in memory twice. */
function inflateInto(
  maxOutputLength: number,
  body: Buffer,
  finishFlush: number,
): Buffer | 'too-large' | undefined {
  const chunkSize = Math.max(constants.Z_MIN_CHUNK, maxOutputLength + 1);
  try {
    return inflateRawSync(body, { maxOutputLength, chunkSize, finishFlush });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined;
  }
}
