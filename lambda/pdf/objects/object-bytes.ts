import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFNumber,
  PDFRawStream,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib';

/** The place of an object in its array or dictionary. Arrays grow by half. */
const placeBytes = 16;
/** A key of a dictionary, and its place in a map, which doubles. */
export const entryBytes = 64;
/** An object that stays in memory under its number: two maps have it. */
export const storedBytes = 256;
const emptyDictBytes = 256;

/**
 * Estimates the memory of a parsed object, without the objects inside it: a little more than was measured with Node 24.
 * An empty dictionary of two characters takes 240 bytes, as it has a map. Names and references are the budget's
 * `holdShared`.
 */
export function bytesOf(object: PDFObject): number {
  if (object instanceof PDFNumber || object instanceof PDFArray) return placeBytes + 80;
  if (object instanceof PDFString || object instanceof PDFHexString)
    return placeBytes + 80 + object.asString().length;
  if (object instanceof PDFDict) return placeBytes + emptyDictBytes;
  if (object instanceof PDFRawStream) return placeBytes + emptyDictBytes + 256;
  return placeBytes;
}
