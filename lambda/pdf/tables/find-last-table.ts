import { ByteCursor } from '../byte-cursor';

/** Where a PDF says that its last cross-reference table is. */
export interface LastTable {
  /** Counts from the header. */
  readonly offset: number;
  /** Whether all readers find it: MuPDF looks at the last 1024 bytes only. */
  readonly isStrict: boolean;
}

/** How far from the beginning readers look for the header. */
const maxJunkBytes = 1_024;

/** Returns the length of what stands before `%PDF-`; -1 if there is no header. All offsets count from there. */
export function findHeader(source: Buffer): number {
  return source.subarray(0, maxJunkBytes).indexOf('%PDF-');
}

/** Finds the last `startxref`, wherever it is; `undefined` if there is no such word, or no number after it. */
export function findLastTable(source: Buffer): LastTable | undefined {
  const position = source.lastIndexOf('startxref');
  if (position < 0) return undefined;
  const offset = new ByteCursor(source, position + 'startxref'.length).skipWhite().readNumber();
  return offset === undefined
    ? undefined
    : { offset, isStrict: offset > 0 && position >= source.length - 1_024 };
}
