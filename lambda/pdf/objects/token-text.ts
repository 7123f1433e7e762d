import { isDigit, isWhite } from '../byte-cursor';

const greaterThan = 0x3e;
const [openParenthesis, closeParenthesis, backslash] = [0x28, 0x29, 0x5c];
const [plus, minus, point] = [0x2b, 0x2d, 0x2e];
const delimiters = new Set(Buffer.from('()<>[]{}/%', 'latin1'));

/**
 * Reads the characters of a name, which begins after a slash, up to `end` at most. They are one piece: the PDF library
 * joins single characters, and V8 keeps 32 bytes for each as long as nobody reads the text.
 */
export function nameText(source: Buffer, start: number, end: number): string {
  let position = start;
  while (position < end && !isWhite(source[position]) && !delimiters.has(source[position] ?? 0)) position++;
  return source.toString('latin1', start, position);
}

/** Returns the name that is meant: `#41` stands for a character by its code. */
export function unescapedName(text: string): string {
  return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/**
 * Reads the characters of a string, up to the `)` that closes it; `undefined` if it is not closed before `end`. Escapes
 * stay as they are.
 */
export function literalText(source: Buffer, start: number, end: number): string | undefined {
  let depth = 1;
  for (let position = start; position < end; position++) {
    const byte = source[position];
    if (byte === backslash) position++;
    else if (byte === openParenthesis) depth++;
    else if (byte === closeParenthesis && --depth === 0) return source.toString('latin1', start, position);
  }
  return undefined;
}

/** Reads the digits of a string, up to its `>`; `undefined` if no `>` stands before `end`. */
export function hexText(source: Buffer, start: number, end: number): string | undefined {
  const found = source.subarray(start, end).indexOf(greaterThan);
  return found < 0 ? undefined : source.toString('latin1', start, start + found);
}

/** Reads what the PDF library takes for a number: digits and signs, and after a point digits only. */
export function numberText(source: Buffer, start: number, end: number): string {
  let position = start;
  while (position < end && (isDigit(source[position]) || isSign(source[position]))) position++;
  if (position < end && source[position] === point) {
    position++;
    while (position < end && isDigit(source[position])) position++;
  }
  return source.toString('latin1', start, position);
}

function isSign(byte: number | undefined): boolean {
  return byte === plus || byte === minus;
}
