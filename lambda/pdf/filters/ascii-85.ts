import { ByteSink } from './byte-sink';
import type { Decoded } from './decoded';

const [firstDigit, lastDigit, zeroGroup, endOfData] = [0x21, 0x75, 0x7a, 0x7e];
const groupDigits = 5;
const maxValue = 0xffffffff;

/**
 * Undoes `ASCII85Decode`. Without its end, `~>`, readers agree about whole groups only. They disagree about white space
 * other than blanks and line ends, and about any other character.
 */
export function decodeAscii85(input: Buffer, maxBytes: number): Decoded {
  const sink = new ByteSink(input.length, maxBytes);
  const groups = new DigitGroups(sink);
  const end = input.indexOf(endOfData);
  for (const character of end < 0 ? input : input.subarray(0, end)) {
    if (!isSpace(character) && !groups.read(character)) return sink.decoded(false);
  }
  const isComplete = groups.isComplete;
  return sink.decoded(groups.end() && (end >= 0 || isComplete));
}

function isSpace(character: number): boolean {
  return character === 0x20 || character === 0x0a || character === 0x0d || character === 0x09;
}

/** Groups of five digits, each of which stands for four bytes. */
class DigitGroups {
  private value = 0;
  private digits = 0;

  constructor(private readonly sink: ByteSink) {}

  /** Reads a character. Returns false if no group can have it here. */
  read(character: number): boolean {
    if (character === zeroGroup && this.digits === 0) this.sink.pushRun(0, 4);
    else if (character < firstDigit || character > lastDigit) return false;
    else this.addDigit(character - firstDigit);
    return this.value <= maxValue;
  }

  /** Whether the last group has all its digits. */
  get isComplete(): boolean {
    return this.digits === 0;
  }

  /** Reads a last group of two to four digits: it stands for one byte less. Returns false if it is damaged. */
  end(): boolean {
    if (this.isComplete) return true;
    const bytes = this.digits - 1;
    while (this.digits < groupDigits) this.append(lastDigit - firstDigit);
    if (bytes === 0 || this.value > maxValue) return false;
    this.push(bytes);
    return true;
  }

  private addDigit(digit: number): void {
    this.append(digit);
    if (this.digits < groupDigits || this.value > maxValue) return;
    this.push(4);
    this.value = this.digits = 0;
  }

  private append(digit: number): void {
    this.value = this.value * 85 + digit;
    this.digits++;
  }

  private push(bytes: number): void {
    for (let shift = 24; shift > 24 - 8 * bytes; shift -= 8) this.sink.push((this.value >>> shift) & 0xff);
  }
}
