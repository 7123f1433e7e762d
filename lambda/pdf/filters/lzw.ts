import { ByteSink } from './byte-sink';
import type { Decoded } from './decoded';

const [clearTable, endOfData, firstCode, maxCodes] = [256, 257, 258, 4096];

/**
 * Undoes `LZWDecode`. Each entry of the table is a place in the output: a string of the table always is there already.
 * Readers disagree about the last code if the end-of-data code is missing.
 *
 * @param earlyChange whether codes get longer one code before they need to, as they do by default
 */
export function decodeLzw(input: Buffer, maxBytes: number, earlyChange: boolean): Decoded {
  const sink = new ByteSink(input.length, maxBytes);
  const table = new LzwTable(sink, earlyChange ? 1 : 0);
  let bits = 0;
  let bitCount = 0;
  for (const byte of input) {
    bits = ((bits << 8) | byte) & 0xfffff;
    bitCount += 8;
    if (bitCount < table.codeBits) continue;
    bitCount -= table.codeBits;
    const code = (bits >> bitCount) & ((1 << table.codeBits) - 1);
    if (code === endOfData) return sink.decoded(true);
    if (!table.read(code)) return sink.decoded(false);
  }
  return sink.decoded(false);
}

/** The strings that codes stand for, as places in the output. */
class LzwTable {
  private readonly starts = new Uint32Array(maxCodes);
  private readonly lengths = new Uint16Array(maxCodes);
  private nextCode = firstCode;
  private previousStart = -1;
  private previousLength = 0;

  constructor(
    private readonly sink: ByteSink,
    private readonly earlyChange: 0 | 1,
  ) {}

  /** The bits of the next code. */
  get codeBits(): number {
    const codes = this.nextCode + this.earlyChange;
    if (codes < 512) return 9;
    if (codes < 1024) return 10;
    return codes < 2048 ? 11 : 12;
  }

  /** Writes the string of a code. Returns false if the table does not have it. */
  read(code: number): boolean {
    if (code === clearTable) return this.clear();
    const start = this.sink.length;
    // The first code after a cleared table adds nothing to the table.
    if (this.previousStart >= 0) this.add();
    if (code < clearTable) this.sink.push(code);
    else if (code < this.nextCode) this.repeat(code);
    else return false;
    this.previousStart = start;
    this.previousLength = this.sink.length - start;
    return true;
  }

  private clear(): true {
    this.nextCode = firstCode;
    this.previousStart = -1;
    return true;
  }

  /** Adds the previous string and the byte behind it, which is the first one of the string that comes now. */
  private add(): void {
    if (this.nextCode >= maxCodes) return;
    this.starts[this.nextCode] = this.previousStart;
    this.lengths[this.nextCode++] = this.previousLength + 1;
  }

  private repeat(code: number): void {
    this.sink.repeat(this.starts[code] ?? 0, this.lengths[code] ?? 0);
  }
}
