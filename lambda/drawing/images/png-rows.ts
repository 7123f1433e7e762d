import type { PngHeader } from './png-file';

/** Where one pass over a picture begins, and its steps: an interlaced one is seven small pictures. */
export interface PngPass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Pixels in a row, and rows. */
  readonly columns: number;
  readonly lines: number;
  /** Bytes of a row, without its filter. */
  readonly stride: number;
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

/** The passes of a PNG that have pixels. */
export function pngPasses({ width, height, depth, channels, interlaced }: PngHeader): readonly PngPass[] {
  return (interlaced ? adam7 : whole)
    .map((steps) => {
      const columns = Math.ceil((width - steps.x) / steps.dx);
      const lines = Math.ceil((height - steps.y) / steps.dy);
      return { ...steps, columns, lines, stride: Math.ceil((columns * channels * depth) / 8) };
    })
    .filter(({ columns, lines }) => columns > 0 && lines > 0);
}

/** Bytes of a pass as it is stored: each row with its filter. */
export function storedSize({ lines, stride }: PngPass): number {
  return lines * (stride + 1);
}

/**
 * A pass's rows without their filters.
 *
 * @throws Error for a filter that there is not
 */
export function unfilteredRows(stored: Buffer, { stride, lines }: PngPass, header: PngHeader): Buffer {
  const step = Math.max(1, (header.depth * header.channels) / 8);
  const rows = Buffer.alloc(lines * stride);
  for (let line = 0; line < lines; line++) {
    const from = line * (stride + 1);
    const filter = stored[from] ?? 0;
    stored.copy(rows, line * stride, from + 1, from + 1 + stride);
    if (filter > 4) throw new Error('no such filter');
    if (filter > 0) unfilter(rows, { filter, start: line * stride, stride, step });
  }
  return rows;
}

interface Row {
  readonly filter: number;
  /** Where it begins. */
  readonly start: number;
  readonly stride: number;
  /** Bytes of a pixel. */
  readonly step: number;
}

/** What a filter has taken away: the byte to the left, the one above, or what the two and the one between say. */
// eslint-disable-next-line complexity -- one small case per filter, in the innermost loop
function unfilter(rows: Buffer, { filter, start, stride, step }: Row): void {
  const above = start - stride;
  for (let index = 0; index < stride; index++) {
    const left = index < step ? 0 : (rows[start + index - step] ?? 0);
    const up = above < 0 ? 0 : (rows[above + index] ?? 0);
    const corner = above < 0 || index < step ? 0 : (rows[above + index - step] ?? 0);
    const at = start + index;
    if (filter === 1) rows[at] = (rows[at] ?? 0) + left;
    else if (filter === 2) rows[at] = (rows[at] ?? 0) + up;
    else if (filter === 3) rows[at] = (rows[at] ?? 0) + ((left + up) >> 1);
    else rows[at] = (rows[at] ?? 0) + paeth(left, up, corner);
  }
}

function paeth(left: number, up: number, corner: number): number {
  const byLeft = Math.abs(up - corner);
  const byUp = Math.abs(left - corner);
  const byCorner = Math.abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
