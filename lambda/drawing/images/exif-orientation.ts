import type { Matrix } from '../template/page-geometry';

/**
 * Reads the orientation of an image, from 1 to 8: a camera held upright stores its picture rotated, with this tag. An
 * unreadable orientation counts as 1, as in browsers.
 *
 * Source: Exif 2.32, 4.6.4 (the tag Orientation), in a TIFF 6.0 header; checked 2026-11-21.
 *
 * @param segment the content of a JPEG's APP1 segment
 * @returns `undefined` if it holds no Exif data
 */
export function exifOrientation(segment: Buffer): number | undefined {
  // The sixth byte is padding, which browsers ignore.
  if (segment.length < 6 || segment.toString('latin1', 0, 5) !== 'Exif\0') return undefined;
  const tiff = segment.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return upright;
  return orientationInTiff(tiff, order === 'II');
}

/** The orientation of an image that is shown as it is stored. */
export const upright = 1;

const orientationTag = 0x0112;
const shortType = 3;
const entryBytes = 12;

/** Reads the first directory of a TIFF. Bytes beyond its end read as 0. */
function orientationInTiff(tiff: Buffer, isLittleEndian: boolean): number {
  const read = (at: number, size: 2 | 4): number => {
    if (at + size > tiff.length) return 0;
    return isLittleEndian ? tiff.readUIntLE(at, size) : tiff.readUIntBE(at, size);
  };
  const directory = read(4, 4);
  // The directory may claim more entries than the data has.
  const end = Math.min(directory + 2 + read(directory, 2) * entryBytes, tiff.length);
  for (let entry = directory + 2; entry + entryBytes <= end; entry += entryBytes) {
    if (read(entry, 2) !== orientationTag) continue;
    const isSingleShort = read(entry + 2, 2) === shortType && read(entry + 4, 4) === 1;
    const value = isSingleShort ? read(entry + 8, 2) : 0;
    if (matrices.has(value)) return value;
  }
  return upright;
}

/** From the unit square of the stored image, y upwards, to that of the shown image. */
const matrices: ReadonlyMap<number, Matrix> = new Map([
  [1, [1, 0, 0, 1, 0, 0]],
  [2, [-1, 0, 0, 1, 1, 0]],
  [3, [-1, 0, 0, -1, 1, 1]],
  [4, [1, 0, 0, -1, 0, 1]],
  [5, [0, -1, -1, 0, 1, 1]],
  [6, [0, -1, 1, 0, 0, 1]],
  [7, [0, 1, 1, 0, 0, 0]],
  [8, [0, 1, -1, 0, 1, 0]],
]);

/** Returns the matrix that shows an image upright; `undefined` if it is stored so. */
export function orientationMatrix(orientation: number): Matrix | undefined {
  return orientation === upright ? undefined : matrices.get(orientation);
}
