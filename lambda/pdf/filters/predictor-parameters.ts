/** How the rows of a stream were prepared, so that they deflate better. */
export interface PredictorParameters {
  readonly predictor: number;
  readonly colors: number;
  readonly bitsPerComponent: number;
  readonly columns: number;
}

/** The values that readers know. No honest stream has more colors or columns. */
const knownBits = [1, 2, 4, 8, 16];
const maxColors = 32;
const maxColumns = 2 ** 26;

/** Whether all readers can undo this predictor. */
export function isKnownPredictor(parameters: PredictorParameters): boolean {
  const { predictor, colors, bitsPerComponent, columns } = parameters;
  const isPredictor = predictor === 2 || (predictor >= 10 && predictor <= 15);
  const isLayout = knownBits.includes(bitsPerComponent) && isCount(colors, maxColors);
  return isPredictor && isLayout && isCount(columns, maxColumns);
}

/** Returns the bytes of a row, without the byte in front of it that names a PNG filter. */
export function bytesOfRow({ colors, bitsPerComponent, columns }: PredictorParameters): number {
  return Math.ceil((colors * bitsPerComponent * columns) / 8);
}

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}
