import type { Decoded } from './decoded';
import { bytesOfRow, type PredictorParameters } from './predictor-parameters';

/** Guesses a byte from the ones to the left, above, and to the left above. */
type Guess = (left: number, above: number, leftAbove: number) => number;

const guesses: readonly Guess[] = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  paeth,
];

/** Undoes PNG's filters, in place: a row is moved over the byte in front of it, which names its filter. */
export function undoPngPredictor(bytes: Buffer, parameters: PredictorParameters): Decoded {
  const rowBytes = bytesOfRow(parameters);
  const pixelBytes = Math.ceil((parameters.colors * parameters.bitsPerComponent) / 8);
  let isWhole = true;
  let end = 0;
  for (let start = 0; start < bytes.length; start += rowBytes + 1) {
    const guess = guesses[bytes[start] ?? 0];
    const rowEnd = Math.min(start + 1 + rowBytes, bytes.length);
    isWhole &&= guess !== undefined && rowEnd - start === rowBytes + 1;
    undoRow(bytes, { start: start + 1, end: rowEnd, to: end, rowBytes, pixelBytes }, guess ?? (() => 0));
    end += rowEnd - start - 1;
  }
  return { bytes: bytes.subarray(0, end), isWhole };
}

/** One row: its place in the input, and in the output, where the row above ends. */
interface Row {
  readonly start: number;
  readonly end: number;
  readonly to: number;
  readonly rowBytes: number;
  readonly pixelBytes: number;
}

/** Adds the guesses to a row. The row above the first one is all zeros, and so is what is to the left of a row. */
function undoRow(bytes: Buffer, { start, end, to, rowBytes, pixelBytes }: Row, guess: Guess): void {
  for (let index = 0; index < end - start; index++) {
    const above = to + index - rowBytes;
    const toLeft = index < pixelBytes ? Infinity : pixelBytes;
    const guessed = guess(
      byteAt(bytes, to + index - toLeft),
      byteAt(bytes, above),
      byteAt(bytes, above - toLeft),
    );
    bytes[to + index] = byteAt(bytes, start + index) + guessed;
  }
}

function byteAt(bytes: Buffer, index: number): number {
  return index < 0 ? 0 : (bytes[index] ?? 0);
}

function paeth(left: number, above: number, leftAbove: number): number {
  const guess = left + above - leftAbove;
  const toLeft = Math.abs(guess - left);
  const toAbove = Math.abs(guess - above);
  const toLeftAbove = Math.abs(guess - leftAbove);
  if (toLeft <= toAbove && toLeft <= toLeftAbove) return left;
  return toAbove <= toLeftAbove ? above : leftAbove;
}
