import { isUtf8 } from 'node:buffer';
import type { ByteCounts } from './byte-counts';

const replacement = Buffer.from('\u{FFFD}');

/** Finds out whether a file is UTF-8 as a whole, and how many of its characters replace bytes that were not. */
export class TextDecoding {
  private isUtf8 = true;
  private rest = Buffer.alloc(0);
  private replacements = 0;

  /** Adds the next bytes. */
  add(chunk: Uint8Array): void {
    if (!this.isUtf8) return;
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const end = lastCharacterStart(bytes);
    const whole = bytes.subarray(0, end);
    this.rest = Buffer.from(bytes.subarray(end));
    this.isUtf8 = isUtf8(whole);
    if (this.isUtf8) this.replacements += countOf(replacement, whole);
  }

  /**
   * Whether something took the bytes for text on their way. A PDF with compressed data is never UTF-8. So if it is, either
   * the bytes that were not UTF-8 are replaced, or each byte became a character, as from Latin-1. If no byte above 127 is
   * left in binary data, they became question marks or lost a bit.
   */
  isDecoded(counts: ByteCounts): boolean {
    const binary = counts.inRange(0x01, 0x08) + counts.inRange(0x0e, 0x1f) + counts.inRange(0x0b, 0x0b);
    if (counts.inRange(0x80, 0xff) === 0) return binary >= minBinaryBytes;
    if (!this.isUtf8) return false;
    return this.replacements >= minReplacements || binary >= minBinaryBytes;
  }
}

/** The second line of most PDFs has four bytes above 127, so that programs do not take it for text. */
const minReplacements = 4;
const minBinaryBytes = 8;

/** Returns the index of the last character that may go on in the next chunk. */
function lastCharacterStart(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes.at(-back) ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function countOf(needle: Buffer, chunk: Uint8Array): number {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  let count = 0;
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length)) count++;
  return count;
}
