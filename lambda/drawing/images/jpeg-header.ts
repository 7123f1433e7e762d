import { exifOrientation, upright } from './exif-orientation';

/** The properties of a JPEG that a PDF has to state. The reader of the PDF decodes the JPEG itself. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1: gray, 3: color, 4: CMYK. */
  readonly channels: number;
  /** Adobe's programs invert CMYK. */
  readonly inverted: boolean;
  /** The Exif orientation, 1 to 8. */
  readonly orientation: number;
}

/** Whether the bytes begin as a JPEG does. */
function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Reads a JPEG's header. Nothing else is read, as the file goes into the PDF unchanged.
 *
 * @throws Error if the JPEG is incomplete, larger than `maxPixels`, or of a kind that PDF does not support
 */
export function readJpegHeader(bytes: Buffer, maxPixels: number): JpegHeader {
  if (!isJpeg(bytes) || !isComplete(bytes)) throw new Error('incomplete JPEG');
  let fields: HeaderFields = { byAdobe: false };
  for (const segment of segmentsOf(bytes)) fields = withSegment(fields, segment, maxPixels);
  const { frame, byAdobe, orientation = upright } = fields;
  if (!frame) throw new Error('a JPEG without a frame');
  return { ...frame, inverted: byAdobe && frame.channels === 4, orientation };
}

/** The fields from the segments before the image data. */
interface HeaderFields {
  readonly frame?: Frame;
  readonly byAdobe: boolean;
  readonly orientation?: number | undefined;
}

function withSegment(fields: HeaderFields, { marker, segment }: Segment, maxPixels: number): HeaderFields {
  if (isFrame(marker)) return { ...fields, frame: fields.frame ?? readFrame(segment, maxPixels) };
  if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe') return { ...fields, byAdobe: true };
  // The first Exif segment counts.
  const isFirstExif = marker === 0xe1 && fields.orientation === undefined;
  return isFirstExif ? { ...fields, orientation: exifOrientation(segment) } : fields;
}

interface Segment {
  readonly marker: number;
  readonly segment: Buffer;
}

const startOfScan = 0xda;

function* segmentsOf(bytes: Buffer): Generator<Segment, void> {
  let offset = 2;
  while (offset + 9 < bytes.length && bytes[offset] === 0xff && bytes[offset + 1] !== startOfScan) {
    const end = offset + 2 + bytes.readUInt16BE(offset + 2);
    yield { marker: bytes[offset + 1] ?? 0, segment: bytes.subarray(offset + 4, end) };
    offset = end;
  }
}

/** Looks for the end marker. Cameras may write some bytes after it. */
function isComplete(bytes: Buffer): boolean {
  return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > bytes.length - 65_536;
}

/** Baseline, extended and progressive frames: those that `DCTDecode` supports. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xc2;
}

type Frame = Pick<JpegHeader, 'width' | 'height' | 'channels'>;

function readFrame(frame: Buffer, maxPixels: number): Frame {
  const [height, width, channels = 0] = [frame.readUInt16BE(1), frame.readUInt16BE(3), frame[5]];
  if (frame[0] !== 8 || ![1, 3, 4].includes(channels)) throw new Error('unsupported JPEG');
  if (width * height < 1 || width * height > maxPixels) throw new Error('JPEG size out of range');
  return { width, height, channels };
}
