/** What drawing one document may cost. */
export interface DrawingLimits {
  /** Bytes of the original, which is read into memory, and again when the drawn one is put together. */
  readonly originalSize: number;
  /** Milliseconds for reading it. */
  readonly readTime: number;
  /** Pages that are looked at. */
  readonly mostPages: number;
  /** Fields that are drawn. */
  readonly mostMarks: number;
  /** Characters of one text. */
  readonly longestText: number;
  /** Pixels of one image, and of all that differ. */
  readonly imagePixels: number;
  readonly allPixels: number;
}

const megabyte = 1024 ** 2;

/** What fits into the archiver's memory and time: `bench/drawing.mjs` measures it. */
export const drawingLimits: DrawingLimits = {
  originalSize: 200 * megabyte,
  readTime: 60_000,
  mostPages: 20_000,
  mostMarks: 5_000,
  longestText: 10_000,
  imagePixels: 16_000_000,
  allPixels: 100_000_000,
};
