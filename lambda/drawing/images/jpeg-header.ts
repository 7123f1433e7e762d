/** What a reader of PDFs must be told of a JPEG that it decodes itself. */
export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** 1: gray. 3: colors. 4: inks, as printers have them. */
  readonly channels: number;
  /** Adobe's programs write inks the other way round. */
  readonly inverted: boolean;
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
  let inverted = false;
  for (const { marker, segment } of segmentsOf(bytes)) {
    if (isFrame(marker)) return frameOf(segment, { most, inverted });
    if (marker === 0xee && segment.toString('latin1', 0, 5) === 'Adobe') inverted = true;
  }
  throw new Error('a JPEG without a frame');
}

function* segmentsOf(bytes: Buffer): Generator<{ readonly marker: number; readonly segment: Buffer }, void> {
  let offset = 2;
  while (offset + 9 < bytes.length && bytes[offset] === 0xff) {
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

function frameOf(frame: Buffer, { most, inverted }: { most: number; inverted: boolean }): JpegHeader {
  const [height, width, channels = 0] = [frame.readUInt16BE(1), frame.readUInt16BE(3), frame[5]];
  if (frame[0] !== 8 || ![1, 3, 4].includes(channels)) throw new Error('no such JPEG');
  if (width * height < 1 || width * height > most) throw new Error('a JPEG of no such size');
  return { width, height, channels, inverted: inverted && channels === 4 };
}
