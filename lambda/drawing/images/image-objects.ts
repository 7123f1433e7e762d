import { PDFRawStream, type PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { zlibSync } from 'fflate';
import { sha256Hex } from '../../kit/hash';
import type { DrawingLimits } from '../drawing-limits';
import type { Matrix } from '../template/page-geometry';
import { decodePng } from './decode-png';
import { isPng, readPng, type PngFile } from './png-file';
import { turnOf } from './exif-orientation';
import { readJpegHeader, type JpegHeader } from './jpeg-header';

/** Puts images into a PDF, each once. */
export interface ImageObjects {
  /** `undefined` for what is no image, or too large. */
  readonly embed: (bytes: Uint8Array) => EmbeddedImage | undefined;
}

/** An image that lies in the PDF. */
export interface EmbeddedImage {
  readonly object: PDFRef;
  /** How it is turned within its place, where it does not lie there as it is to be shown. */
  readonly turn?: Matrix | undefined;
}

/** The images of one PDF, within the limits. */
export function imageObjects(context: PDFContext, limits: DrawingLimits): ImageObjects {
  const known = new Map<string, EmbeddedImage | undefined>();
  let left = limits.allPixels;
  let bytesLeft = limits.imageBytes;
  const register = (contents: Uint8Array, entries: Record<string, unknown>) => {
    if (contents.length > bytesLeft) throw new Error('too many bytes of images');
    bytesLeft -= contents.length;
    const dict = context.obj({ Type: 'XObject', Subtype: 'Image', BitsPerComponent: 8, ...entries } as never);
    return context.register(PDFRawStream.of(dict as unknown as PDFRawStream['dict'], contents));
  };
  // Before it is decoded: one that fails at its last pixel has taken as long as any other.
  const spend = ({ width, height }: { readonly width: number; readonly height: number }) =>
    void (left -= width * height);
  const embedNew = (bytes: Buffer): EmbeddedImage => {
    const most = Math.min(limits.imagePixels, left);
    if (isPng(bytes)) {
      const png = readPng(bytes, most);
      spend(png);
      return { object: embedPng(png, register) };
    }
    const header = readJpegHeader(bytes, most);
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
          orNothing(() => embedNew(bytes)),
        );
      return known.get(digest);
    },
  };
}

type Register = (contents: Uint8Array, entries: Record<string, unknown>) => PDFRef;

/** Of the same bytes on every machine: zlib's differ from processor to processor. */
function deflated(bytes: Uint8Array): Uint8Array {
  return zlibSync(bytes, { level: 6 });
}

function embedPng(png: PngFile, register: Register): PDFRef {
  const { width, height, colors, alpha } = decodePng(png);
  const shape = { Width: width, Height: height, Filter: 'FlateDecode' };
  const mask = alpha && register(deflated(alpha), { ...shape, ColorSpace: 'DeviceGray' });
  const entries = { ...shape, ColorSpace: 'DeviceRGB', ...(mask ? { SMask: mask } : {}) };
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
  const object = register(bytes, {
    Width: width,
    Height: height,
    Filter: 'DCTDecode',
    ColorSpace: colorSpaces.get(channels),
    ...(inverted ? { Decode: [1, 0, 1, 0, 1, 0, 1, 0] } : {}),
  });
  return { object, turn: turnOf(orientation) };
}

function orNothing<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
