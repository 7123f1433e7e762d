import type { FileEnds } from './file-ends';
import type { ReadAt } from './read-at';

/** Bytes by which an offset may be wrong: some producers count a line end more or less. Readers search this near too. */
const maxSlackBytes = 8;
/** Bytes in which a table stream has its type. Its list of numbers may come first. */
const maxDictBytes = 8_192;

const table = /^(?:xref|\d{1,10}[\s\0]{1,9}\d{1,5}[\s\0]{1,9}obj(?:(?!endobj)[^])*?\/XRef)/;

/**
 * Reads the offset of the last cross-reference table, after `startxref`. It counts from the header. Returns `undefined` if
 * there is no number.
 */
export async function readTableOffset(
  { startxrefPosition }: FileEnds,
  readAt: ReadAt,
): Promise<number | undefined> {
  if (startxrefPosition < 0) return undefined;
  const text = (await readAt(startxrefPosition, 64)).toString('latin1');
  const digits = /^startxref[\s\0]*(\d{1,15})/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** How near a table or a table stream is to a position: there, or only some bytes away, or not at all. */
export async function tableNear(position: number, readAt: ReadAt): Promise<'there' | 'near' | 'missing'> {
  const start = Math.max(0, position - maxSlackBytes);
  const text = (await readAt(start, 2 * maxSlackBytes + maxDictBytes)).toString('latin1');
  const offset = position - start;
  if (table.test(text.slice(offset).trimStart())) return 'there';
  for (let index = 0; index <= offset + maxSlackBytes; index++) {
    if (text[index - 1] !== 't' && table.test(text.slice(index))) return 'near';
  }
  return 'missing';
}

/** Whether the rows of a table have 19 bytes in place of 20: they ended in CR LF, which became LF. */
export async function hasShortRows(position: number, readAt: ReadAt): Promise<boolean> {
  const text = (await readAt(position, 128)).toString('latin1');
  return /^xref\s+\d+ \d+\s+\d{10} \d{5} [fn]\n/.test(text);
}
