import { ByteSink } from './byte-sink';
import type { Decoded } from './decoded';

const endOfData = 0x3e;
const whitespace = [0x20, 0x0a, 0x0d, 0x09, 0x0c];

/**
 * Undoes `ASCIIHexDecode`. A last single digit has a zero behind it. A missing `>` is the end of the input; only then
 * readers disagree about a single digit.
 */
export function decodeAsciiHex(input: Buffer, maxBytes: number): Decoded {
  const sink = new ByteSink(input.length / 2, maxBytes);
  let high = -1;
  let isWhole = true;
  const end = input.indexOf(endOfData);
  for (const character of end < 0 ? input : input.subarray(0, end)) {
    const digit = hexDigit(character);
    if (digit < 0) isWhole &&= whitespace.includes(character);
    else if (high < 0) high = digit;
    else {
      sink.push(high * 16 + digit);
      high = -1;
    }
  }
  if (high < 0) return sink.decoded(isWhole);
  sink.push(high * 16);
  return sink.decoded(isWhole && end >= 0);
}

function hexDigit(character: number): number {
  if (character >= 0x30 && character <= 0x39) return character - 0x30;
  const letter = character | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
