/** What a PNG says of its samples. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits a sample. */
  readonly depth: number;
  readonly colorType: number;
  /** Samples a pixel. */
  readonly channels: number;
  readonly interlaced: boolean;
}

/** A PNG's parts, as far as its pixels need them. */
export interface PngFile extends PngHeader {
  /** Red, green, blue of each color, where the samples are numbers of colors. */
  readonly palette: Buffer;
  /** How opaque each color is, or which color is transparent. */
  readonly transparency: Buffer;
  /** Deflated. */
  readonly data: Buffer;
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Writers make chunks of 8 KB or more; of empty ones a file could have millions. */
const mostChunks = 20_000;

/** Whether the bytes begin as those of a PNG. */
export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

/**
 * Reads a PNG's chunks.
 *
 * @param most pixels that it may have
 * @throws Error for what is no whole PNG, or larger
 */
export function readPng(bytes: Buffer, most: number): PngFile {
  if (!isPng(bytes)) throw new Error('no PNG');
  const chunks = [...chunksOf(bytes)];
  const named = (name: string) => chunks.filter((chunk) => chunk.name === name).map(({ data }) => data);
  const [header] = named('IHDR');
  if (!header || chunks.at(-1)?.name !== 'IEND') throw new Error('half a PNG');
  const [palette = Buffer.alloc(0)] = named('PLTE');
  const [transparency = Buffer.alloc(0)] = named('tRNS');
  return { ...readHeader(header, most), palette, transparency, data: Buffer.concat(named('IDAT')) };
}

function* chunksOf(bytes: Buffer): Generator<{ readonly name: string; readonly data: Buffer }, void> {
  let count = 0;
  for (let offset = signature.length; offset + 12 <= bytes.length;) {
    if (++count > mostChunks) return;
    const size = bytes.readUInt32BE(offset);
    const name = bytes.toString('latin1', offset + 4, offset + 8);
    if (offset + 12 + size > bytes.length) return;
    yield { name, data: bytes.subarray(offset + 8, offset + 8 + size) };
    if (name === 'IEND') return;
    offset += 12 + size;
  }
}

/** By the PNG's color type: gray, colors, numbers of colors, gray and colors with their opacity. */
const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

function readHeader(header: Buffer, most: number): PngHeader {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [depth = 0, colorType = -1, , , interlace] = header.subarray(8);
  const channels = channelsOf.get(colorType);
  if (!channels || !isDepth(depth, colorType)) throw new Error('no such PNG');
  if (width * height < 1 || width * height > most) throw new Error('a PNG of no such size');
  return { width, height, depth, colorType, channels, interlaced: interlace === 1 };
}

function isDepth(depth: number, colorType: number): boolean {
  if (depth === 8) return true;
  if (depth === 16) return colorType !== 3;
  return [1, 2, 4].includes(depth) && (colorType === 0 || colorType === 3);
}
