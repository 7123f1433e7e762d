import type { ByteCounts, LineEnds } from './byte-counts';

/** The least number of each line end that binary data would have by chance. */
const minExpected = 16;

/**
 * Whether binary data lacks a line end that chance alone would put there: something translated it. Sizes do not show it,
 * because CR and LF are both one byte.
 */
export function lacksLineEnds(counts: ByteCounts): boolean {
  const { perBinaryByte, newlines, carriageReturns, pairs } = counts;
  if (perBinaryByte < minExpected) return false;
  if (newlines === 0 || carriageReturns === 0 || newlines === pairs) return true;
  return pairs === 0 && perBinaryByte / 256 >= minExpected;
}

/**
 * Whether the table is as far from its offset as a translation of line ends moved it.
 *
 * @param movedBytes the table's position minus its offset
 * @param place the line ends of the file before the table
 */
export function isMovedByLineEnds(movedBytes: number, { newlines, pairs }: LineEnds): boolean {
  if (movedBytes === 0 || newlines === 0) return false;
  // CR LF that was there before may have stayed as it was.
  const isAllPairs = newlines === pairs && movedBytes > 0 && movedBytes <= pairs;
  return isAllPairs || movedBytes === newlines || movedBytes === -newlines;
}
