import { StreamTooLarge, type Decoded } from './decoded';

/** How much larger than its input the first buffer is: honest files seldom inflate more. */
const usualRatio = 8;
const minCapacity = 1024;

/** The size of the buffer to try first. The second one has the maximum: no third copy is ever in memory. */
export function usualSizeBytes(inputBytes: number, maxBytes: number): number {
  return Math.min(maxBytes, usualRatio * inputBytes + minCapacity);
}

/**
 * A growing buffer with a limit. It grows once, to the limit: memory that nobody writes to is not used.
 */
export class ByteSink {
  private bytes: Buffer;
  /** The number of bytes that were written. */
  length = 0;

  constructor(
    inputBytes: number,
    private readonly maxBytes: number,
  ) {
    this.bytes = Buffer.allocUnsafeSlow(usualSizeBytes(inputBytes, maxBytes));
  }

  /** Writes one byte. @throws StreamTooLarge */
  push(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Writes a part of `source`. @throws StreamTooLarge */
  pushPart(source: Buffer, start: number, end: number): void {
    this.reserve(end - start);
    this.length += source.copy(this.bytes, this.length, start, end);
  }

  /** Writes one byte `count` times. @throws StreamTooLarge */
  pushRun(byte: number, count: number): void {
    this.reserve(count);
    this.bytes.fill(byte, this.length, (this.length += count));
  }

  /** Writes again what is already written from `start`. It may run into what it writes. @throws StreamTooLarge */
  repeat(start: number, count: number): void {
    this.reserve(count);
    for (let index = start; index < start + count; index++)
      this.bytes[this.length++] = this.bytes[index] ?? 0;
  }

  /** Returns what was written. */
  decoded(isWhole: boolean): Decoded {
    return { bytes: this.bytes.subarray(0, this.length), isWhole };
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    if (this.length + count > this.maxBytes) throw new StreamTooLarge();
    const larger = Buffer.allocUnsafeSlow(this.maxBytes);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
