import type { Matrix } from '../template/page-geometry';

/**
 * How an image's stored pixels are to be turned for showing, from 1 to 8: a camera that was held upright stores its picture
 * lying, and says so. Anything that cannot be read is 1, as it is for browsers.
 *
 * Source: Exif 2.32, 4.6.4 (the tag Orientation), in a TIFF 6.0 header; checked 2026-11-21.
 *
 * @param segment what a JPEG's APP1 segment holds
 * @returns `undefined` where it holds no Exif data
 */
export function exifOrientation(segment: Buffer): number | undefined {
  // The sixth is a padding byte, which browsers do not look at.
  if (segment.length < 6 || segment.toString('latin1', 0, 5) !== 'Exif\0') return undefined;
  const tiff = segment.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return upright;
  return orientationIn(tiff, order === 'II');
}

/** The image as it is stored. */
export const upright = 1;

const tagOrientation = 0x0112;
const typeShort = 3;
const entrySize = 12;

/** From the first directory of a TIFF: what points behind its end reads as nothing. */
function orientationIn(tiff: Buffer, isLittle: boolean): number {
  const read = (at: number, size: 2 | 4): number => {
    if (at + size > tiff.length) return 0;
    return isLittle ? tiff.readUIntLE(at, size) : tiff.readUIntBE(at, size);
  };
  const directory = read(4, 4);
  // Not more than there are, whatever it says.
  const end = Math.min(directory + 2 + read(directory, 2) * entrySize, tiff.length);
  for (let entry = directory + 2; entry + entrySize <= end; entry += entrySize) {
    if (read(entry, 2) !== tagOrientation) continue;
    const isOne = read(entry + 2, 2) === typeShort && read(entry + 4, 4) === 1;
    const value = isOne ? read(entry + 8, 2) : 0;
    if (turns.has(value)) return value;
  }
  return upright;
}

/** From the stored image's unit square, y upwards, to the shown one's. */
const turns: ReadonlyMap<number, Matrix> = new Map([
  [1, [1, 0, 0, 1, 0, 0]],
  [2, [-1, 0, 0, 1, 1, 0]],
  [3, [-1, 0, 0, -1, 1, 1]],
  [4, [1, 0, 0, -1, 0, 1]],
  [5, [0, -1, -1, 0, 1, 1]],
  [6, [0, -1, 1, 0, 0, 1]],
  [7, [0, 1, 1, 0, 0, 0]],
  [8, [0, 1, -1, 0, 1, 0]],
]);

/** How an image of an orientation is turned within its place. */
export function turnOf(orientation: number): Matrix | undefined {
  return orientation === upright ? undefined : turns.get(orientation);
}
