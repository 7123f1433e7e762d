/** The properties of a PNG's samples. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  readonly colorType: number;
  /** The number of samples in a pixel. */
  readonly channels: number;
  readonly interlaced: boolean;
}

/** The parts of a PNG that its pixels need. */
export interface PngFile extends PngHeader {
  /** Red, green and blue of each color, for a PNG whose samples are indexes of colors. */
  readonly palette: Buffer;
  /** The opacity of each palette color, or the one transparent color. */
  readonly transparency: Buffer;
  readonly deflatedData: Buffer;
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** Programs write chunks of 8 KB or more. A hostile file could have millions of empty ones. */
const maxChunks = 20_000;

/** Whether the bytes begin as a PNG does. */
export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

/**
 * Reads a PNG's chunks.
 *
 * @throws Error if the PNG is incomplete, or larger than `maxPixels`
 */
export function readPng(bytes: Buffer, maxPixels: number): PngFile {
  if (!isPng(bytes)) throw new Error('not a PNG');
  const chunks = [...chunksOf(bytes)];
  const named = (name: string) => chunks.filter((chunk) => chunk.name === name).map(({ data }) => data);
  const [header] = named('IHDR');
  if (!header || chunks.at(-1)?.name !== 'IEND') throw new Error('incomplete PNG');
  const [palette = Buffer.alloc(0)] = named('PLTE');
  const [transparency = Buffer.alloc(0)] = named('tRNS');
  return {
    ...readHeader(header, maxPixels),
    palette,
    transparency,
    deflatedData: Buffer.concat(named('IDAT')),
  };
}

function* chunksOf(bytes: Buffer): Generator<{ readonly name: string; readonly data: Buffer }, void> {
  let count = 0;
  for (let offset = signature.length; offset + 12 <= bytes.length;) {
    if (++count > maxChunks) return;
    const size = bytes.readUInt32BE(offset);
    const name = bytes.toString('latin1', offset + 4, offset + 8);
    if (offset + 12 + size > bytes.length) return;
    yield { name, data: bytes.subarray(offset + 8, offset + 8 + size) };
    if (name === 'IEND') return;
    offset += 12 + size;
  }
}

/** By color type: gray, color, palette, gray with opacity, color with opacity. */
const channelsOf = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

function readHeader(header: Buffer, maxPixels: number): PngHeader {
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bitDepth = 0, colorType = -1, , , interlace] = header.subarray(8);
  const channels = channelsOf.get(colorType);
  if (!channels || !isBitDepth(bitDepth, colorType)) throw new Error('unsupported PNG');
  if (width * height < 1 || width * height > maxPixels) throw new Error('PNG size out of range');
  return { width, height, bitDepth, colorType, channels, interlaced: interlace === 1 };
}

function isBitDepth(bitDepth: number, colorType: number): boolean {
  if (bitDepth === 8) return true;
  if (bitDepth === 16) return colorType !== 3;
  return [1, 2, 4].includes(bitDepth) && (colorType === 0 || colorType === 3);
}
