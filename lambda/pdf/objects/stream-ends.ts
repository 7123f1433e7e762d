import { ByteCursor } from '../byte-cursor';
import type { ParseBudget } from '../parse-budget';

const [space, lineFeed, carriageReturn] = [0x20, 0x0a, 0x0d];
const keyword = 'endstream';
/** The bytes that a search may pass for one token of the budget. */
const bytesPerToken = 4_096;

/** Finds where the data of a stream begins: after the line that ends with `stream`. */
export function findStartOfStream(source: Buffer, afterKeyword: number): number {
  let start = afterKeyword;
  while (source[start] === space) start++;
  if (source[start] === carriageReturn) return source[start + 1] === lineFeed ? start + 2 : start + 1;
  return source[start] === lineFeed ? start + 1 : afterKeyword;
}

/** The end of a stream's data, and the position after the keyword that ends it. */
export interface StreamEnd {
  readonly end: number;
  readonly next: number;
}

/**
 * Finds where the data of a stream ends: after `length` bytes if `endstream` follows, or else at the first `endstream`.
 *
 * @throws Error when there is no end
 */
export function findEndOfStream(
  source: Buffer,
  start: number,
  { length, budget }: { readonly length: number | undefined; readonly budget: ParseBudget },
): StreamEnd {
  if (length !== undefined && Number.isSafeInteger(length) && length >= 0) {
    const cursor = new ByteCursor(source, start + length).skipWhite();
    if (cursor.readKeyword(keyword)) return { end: start + length, next: cursor.position };
  }
  const found = source.indexOf(keyword, start, 'latin1');
  budget.spendTokens(Math.ceil(((found < 0 ? source.length : found) - start) / bytesPerToken));
  if (found < 0) throw new Error('a stream without an end');
  return { end: beforeEndOfLine(source, found, start), next: found + keyword.length };
}

function beforeEndOfLine(source: Buffer, end: number, start: number): number {
  if (end > start && source[end - 1] === lineFeed) {
    return end - 1 > start && source[end - 2] === carriageReturn ? end - 2 : end - 1;
  }
  return end > start && source[end - 1] === carriageReturn ? end - 1 : end;
}
