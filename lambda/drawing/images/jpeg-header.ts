import { exifOrientation, upright } from './exif-orientation';

/** What a reader of PDFs must be told of a JPEG that it decodes itself. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1: gray. 3: colors. 4: inks, as printers have them. */
  readonly channels: number;
  /** Adobe's programs write inks the other way round. */
  readonly inverted: boolean;
  /** How it is to be turned for showing: 1 to 8, as Exif has it. */
  readonly orientation: number;
}

/** Whether the bytes begin as those of a JPEG. */
export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
}

/**
 * Reads a JPEG's header, which is all that is looked at: it goes into the PDF as it is.
 *
 * @param most pixels that it may have
 * @throws Error for what is no whole JPEG, larger, or of a kind that PDF does not know
 */
export function readJpegHeader(bytes: Buffer, most: number): JpegHeader {
  if (!isJpeg(bytes) || !endsWhole(bytes)) throw new Error('no whole JPEG');
  let said: Said = { byAdobe: false };
  for (const segment of segmentsOf(bytes)) said = withSegment(said, segment, most);
  const { frame, byAdobe, orientation = upright } = said;
  if (!frame) throw new Error('a JPEG without a frame');
  return { ...frame, inverted: byAdobe && frame.channels === 4, orientation };
}

/** What the segments before the samples say. */
interface Said {
  readonly frame?: Frame;
  readonly byAdobe: boolean;
  readonly orientation?: number | undefined;
}

function withSegment(said: Said, { marker, segment }: Segment, most: number): Said {
  if (isFrame(marker)) return { ...said, frame: said.frame ?? frameOf(segment, most) };
  if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe') return { ...said, byAdobe: true };
  // The first one counts.
  const isOpen = marker === 0xe1 && said.orientation === undefined;
  return isOpen ? { ...said, orientation: exifOrientation(segment) } : said;
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

/** A camera may write some bytes after the end. */
function endsWhole(bytes: Buffer): boolean {
  return bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > bytes.length - 65_536;
}

/** The baseline, extended and progressive ones: what `DCTDecode` takes. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xc2;
}

type Frame = Pick<JpegHeader, 'width' | 'height' | 'channels'>;

function frameOf(frame: Buffer, most: number): Frame {
  const [height, width, channels = 0] = [frame.readUInt16BE(1), frame.readUInt16BE(3), frame[5]];
  if (frame[0] !== 8 || ![1, 3, 4].includes(channels)) throw new Error('no such JPEG');
  if (width * height < 1 || width * height > most) throw new Error('a JPEG of no such size');
  return { width, height, channels };
}
