import { PDFRawStream, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { zlibSync } from 'fflate';
import { defined } from '../../kit/defined';
import { sha256Hex } from '../../kit/hash';
import type { DrawingLimits } from '../drawing-limits';
import type { Matrix } from '../template/page-geometry';
import { decodePng } from './decode-png';
import { isPng, readPng, type PngFile } from './png-file';
import { orientationMatrix } from './exif-orientation';
import { readJpegHeader, type JpegHeader } from './jpeg-header';

/** Embeds images into a PDF, each image once. */
export interface ImageObjects {
  /** Embeds an image; `undefined` if it is invalid or too large. */
  readonly embed: (bytes: Uint8Array) => EmbeddedImage | undefined;
}

/** An image in the PDF. */
export interface EmbeddedImage {
  readonly object: PDFRef;
  /** The matrix that shows it upright within its place, if it is stored otherwise. */
  readonly orientation?: Matrix | undefined;
}

/** Makes the image embedder of one PDF. */
export function imageObjects(context: PDFContext, limits: DrawingLimits): ImageObjects {
  const known = new Map<string, EmbeddedImage | undefined>();
  let pixelsLeft = limits.maxTotalPixels;
  let bytesLeft = limits.maxTotalImageBytes;
  const register = (contents: Uint8Array, entries: Record<string, unknown>) => {
    if (contents.length > bytesLeft) throw new Error('too many bytes of images');
    bytesLeft -= contents.length;
    const dict = context.obj({ Type: 'XObject', Subtype: 'Image', BitsPerComponent: 8, ...entries } as never);
    return context.register(PDFRawStream.of(dict as unknown as PDFRawStream['dict'], contents));
  };
  // Pay before decoding: an image that fails at its last pixel took as long as any other.
  const spend = ({ width, height }: { readonly width: number; readonly height: number }) =>
    void (pixelsLeft -= width * height);
  const embedNew = (bytes: Buffer): EmbeddedImage => {
    const maxPixels = Math.min(limits.maxImagePixels, pixelsLeft);
    if (isPng(bytes)) {
      const png = readPng(bytes, maxPixels);
      spend(png);
      return { object: embedPng(png, register) };
    }
    const header = readJpegHeader(bytes, maxPixels);
    spend(header);
    return embedJpeg(bytes, header, register);
  };
  return {
    embed(given) {
      const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      const digest = sha256Hex(bytes);
      if (!known.has(digest))
        known.set(
          digest,
          undefinedOnError(() => embedNew(bytes)),
        );
      return known.get(digest);
    },
  };
}

type Register = (contents: Uint8Array, entries: Record<string, unknown>) => PDFRef;

/** Compresses by `fflate`: the bytes that Node's zlib writes differ from processor to processor. */
function deflated(bytes: Uint8Array): Uint8Array {
  return zlibSync(bytes, { level: 6 });
}

function embedPng(png: PngFile, register: Register): PDFRef {
  const { width, height, colors, alpha } = decodePng(png);
  const shape = { Width: width, Height: height, Filter: 'FlateDecode' };
  const mask = alpha && register(deflated(alpha), { ...shape, ColorSpace: 'DeviceGray' });
  const entries = defined({ ...shape, ColorSpace: 'DeviceRGB', SMask: mask });
  return register(deflated(colors), entries);
}

const colorSpaces = new Map([
  [1, 'DeviceGray'],
  [3, 'DeviceRGB'],
  [4, 'DeviceCMYK'],
]);

function embedJpeg(
  bytes: Buffer,
  { width, height, channels, inverted, orientation }: JpegHeader,
  register: Register,
): EmbeddedImage {
  const entries = defined({
    Width: width,
    Height: height,
    Filter: 'DCTDecode',
    ColorSpace: colorSpaces.get(channels),
    Decode: inverted ? [1, 0, 1, 0, 1, 0, 1, 0] : undefined,
  });
  return { object: register(bytes, entries), orientation: orientationMatrix(orientation) };
}

function undefinedOnError<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
