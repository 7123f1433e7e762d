import type { PngHeader } from './png-file';

/** One pass over a picture: its start and steps. An interlaced PNG consists of seven passes. */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly columns: number;
  readonly lines: number;
  /** Bytes of a row without its filter byte. */
  readonly rowBytes: number;
}

const whole = [{ x: 0, y: 0, dx: 1, dy: 1 }];
const adam7 = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/** Returns the passes of a PNG that have pixels. */
export function pngPasses({ width, height, bitDepth, channels, interlaced }: PngHeader): readonly PngPass[] {
  return (interlaced ? adam7 : whole)
    .map((steps) => {
      const columns = Math.ceil((width - steps.x) / steps.dx);
      const lines = Math.ceil((height - steps.y) / steps.dy);
      return { ...steps, columns, lines, rowBytes: Math.ceil((columns * channels * bitDepth) / 8) };
    })
    .filter(({ columns, lines }) => columns > 0 && lines > 0);
}

/** Returns the stored size of a pass: each row has a filter byte. */
export function storedBytes({ lines, rowBytes }: PngPass): number {
  return lines * (rowBytes + 1);
}

/**
 * Returns a pass's rows without their filters.
 *
 * @throws Error for an unknown filter
 */
export function unfilteredRows(stored: Buffer, { rowBytes, lines }: PngPass, header: PngHeader): Buffer {
  const pixelBytes = Math.max(1, (header.bitDepth * header.channels) / 8);
  const rows = Buffer.alloc(lines * rowBytes);
  for (let line = 0; line < lines; line++) {
    const from = line * (rowBytes + 1);
    const filter = stored[from] ?? 0;
    stored.copy(rows, line * rowBytes, from + 1, from + 1 + rowBytes);
    if (filter > 4) throw new Error('unknown filter');
    if (filter > 0) unfilter(rows, { filter, start: line * rowBytes, rowBytes, pixelBytes });
  }
  return rows;
}

interface Row {
  readonly filter: number;
  /** The offset of the row. */
  readonly start: number;
  readonly rowBytes: number;
  readonly pixelBytes: number;
}

/** Reverses a filter: adds the byte to the left, above, their average, or the one that Paeth's rule selects. */
// eslint-disable-next-line complexity -- one small case per filter, in the innermost loop
function unfilter(rows: Buffer, { filter, start, rowBytes, pixelBytes }: Row): void {
  const above = start - rowBytes;
  for (let index = 0; index < rowBytes; index++) {
    const left = index < pixelBytes ? 0 : (rows[start + index - pixelBytes] ?? 0);
    const up = above < 0 ? 0 : (rows[above + index] ?? 0);
    const upLeft = above < 0 || index < pixelBytes ? 0 : (rows[above + index - pixelBytes] ?? 0);
    const at = start + index;
    if (filter === 1) rows[at] = (rows[at] ?? 0) + left;
    else if (filter === 2) rows[at] = (rows[at] ?? 0) + up;
    else if (filter === 3) rows[at] = (rows[at] ?? 0) + ((left + up) >> 1);
    else rows[at] = (rows[at] ?? 0) + paeth(left, up, upLeft);
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const byLeft = Math.abs(up - upLeft);
  const byUp = Math.abs(left - upLeft);
  const byUpLeft = Math.abs(left + up - 2 * upLeft);
  if (byLeft <= byUp && byLeft <= byUpLeft) return left;
  return byUp <= byUpLeft ? up : upLeft;
}
