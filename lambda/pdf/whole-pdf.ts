/** The beginning and the end of a file, and how many bytes lie between them. */
export interface FileEnds {
  /** The first 1024 bytes, or all. */
  readonly head: Uint8Array;
  /** The last 1024 bytes, or all. */
  readonly tail: Uint8Array;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** How far from its ends a PDF's first and last words may be: readers have always allowed this much around them. */
export const pdfEndBytes = 1_024;

/**
 * Whether a file looks like a PDF from its first word to its last: HTTP does not always tell a body that was cut off
 * from one that ended, and an error page comes with status 200 as well.
 *
 * After the last `%%EOF` no number may follow: what begins with one is an appended update (a later signature!) that was
 * cut off, and the file without it a whole PDF of an earlier state.
 */
export function isWholePdf({ head, tail, size }: FileEnds): boolean {
  if (!latin1(head.subarray(0, pdfEndBytes)).includes('%PDF-')) return false;
  const text = latin1(tail.subarray(-pdfEndBytes));
  const end = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].at(-1);
  if (!end || Number(end[1]) >= size) return false;
  return !/^[\s\0]*\d/.test(text.slice(end.index + end[0].length));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
