/** The first and last bytes of a file, and its size. */
export interface FileEnds {
  /** The first 1024 bytes, or the whole file. */
  readonly head: Uint8Array;
  /** The last 1024 bytes, or the whole file. */
  readonly tail: Uint8Array;
  readonly sizeBytes: number;
}

/** How far from its ends a PDF may have its header and `%%EOF`: readers have always allowed this much junk. */
export const pdfEndBytes = 1_024;

/**
 * Checks that a file is a PDF with its beginning and its end. HTTP does not always show that a body was cut off, and
 * an error page can come with status 200.
 *
 * Digits after the last `%%EOF` are the start of a truncated incremental update, possibly a later signature: reject.
 * Without it, the file is a whole PDF of an earlier state.
 */
export function isWholePdf({ head, tail, sizeBytes }: FileEnds): boolean {
  if (!latin1(head.subarray(0, pdfEndBytes)).includes('%PDF-')) return false;
  const text = latin1(tail.subarray(-pdfEndBytes));
  const end = [...text.matchAll(/startxref\s+(\d+)\s+%%EOF/g)].at(-1);
  if (!end || Number(end[1]) >= sizeBytes) return false;
  return !/^[\s\0]*\d/.test(text.slice(end.index + end[0].length));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
