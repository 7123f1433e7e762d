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
  /** Characters that are set in all: a text is set some times until it fits. */
  readonly setCharacters: number;
  /** Bytes of what pages say that are copied: all of them may say the same, and it is copied for each. */
  readonly copiedBytes: number;
  /** Bytes of the pages' own contents that are looked through. */
  readonly content: number;
  /** Comparisons of annotations with fields. Reading an annotation counts as some. */
  readonly annotationSteps: number;
  /** Annotations that become part of the page, as they lie over a field. */
  readonly bakedAnnotations: number;
  /** Bytes of appearances that have to be copied for it. */
  readonly copiedAppearances: number;
  /** Pixels of one image, and of all that differ: also of those that turn out to be none. */
  readonly imagePixels: number;
  readonly allPixels: number;
  /** Bytes of all images as they are kept: pixels that a PNG has packed into few bytes may be packed worse here. */
  readonly imageBytes: number;
}

const megabyte = 1024 ** 2;

/** What fits into the archiver's memory and time: `bench/drawing.mjs` measures it. */
export const drawingLimits: DrawingLimits = {
  originalSize: 200 * megabyte,
  readTime: 60_000,
  mostPages: 20_000,
  mostMarks: 5_000,
  longestText: 10_000,
  setCharacters: 4_000_000,
  copiedBytes: 64 * megabyte,
  content: 128 * megabyte,
  annotationSteps: 100_000_000,
  bakedAnnotations: 20_000,
  copiedAppearances: 8 * megabyte,
  imagePixels: 16_000_000,
  allPixels: 100_000_000,
  imageBytes: 128 * megabyte,
};
