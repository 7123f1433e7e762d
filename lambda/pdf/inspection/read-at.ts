/** Reads bytes of a file from a position: fewer of them at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;
