/** The limits of drawing one document. */
export interface DrawingLimits {
  /** The original is in memory twice while the drawn document is written. */
  readonly maxOriginalBytes: number;
  /** Time in which objects of the original are read. Most are read when they are needed, so it covers the whole drawing. */
  readonly timeMs: number;
  readonly maxPages: number;
  /** Fields that are drawn. */
  readonly maxMarks: number;
  /** Characters of one text. */
  readonly maxTextLength: number;
  /** Characters of all texts, each counted again for every font size that is tried. */
  readonly maxShapedCharacters: number;
  /** Page dictionaries and resources that are copied. All pages may share one, but each page gets its own copy. */
  readonly maxCopiedBytes: number;
  /** Page contents that are read, and once more as much of appearances. */
  readonly maxContentBytes: number;
  /** Page contents that are written again, as they are stored here. */
  readonly maxRewrittenContentBytes: number;
  /** Comparisons of an annotation with a field. Reading an annotation counts as several. */
  readonly maxAnnotationSteps: number;
  /** Annotations over fields that are painted into their page. */
  readonly maxFlattenedAnnotations: number;
  /** Appearances that are copied for that. */
  readonly maxCopiedAppearanceBytes: number;
  /** Pixels of one image. */
  readonly maxImagePixels: number;
  /** Pixels of all different images, those that fail to decode included. */
  readonly maxTotalPixels: number;
  /** All images as they are stored here. A PNG may be packed better than our copy of it. */
  readonly maxTotalImageBytes: number;
}

const megabyte = 1024 ** 2;

/** The limits that fit into the archiver's memory and time: `bench/drawing.mjs` measures them. */
export const drawingLimits: DrawingLimits = {
  maxOriginalBytes: 200 * megabyte,
  timeMs: 240_000,
  maxPages: 20_000,
  maxMarks: 5_000,
  maxTextLength: 10_000,
  maxShapedCharacters: 4_000_000,
  maxCopiedBytes: 64 * megabyte,
  maxContentBytes: 128 * megabyte,
  maxRewrittenContentBytes: 64 * megabyte,
  maxAnnotationSteps: 100_000_000,
  maxFlattenedAnnotations: 20_000,
  maxCopiedAppearanceBytes: 8 * megabyte,
  maxImagePixels: 16_000_000,
  maxTotalPixels: 100_000_000,
  maxTotalImageBytes: 128 * megabyte,
};
