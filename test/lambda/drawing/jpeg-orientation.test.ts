import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { exifOrientation } from '../../../lambda/drawing/images/exif-orientation';
import { drawn } from './kit/drawn';
import { at, pagePictures } from './kit/page-pictures';
import { template } from './kit/templates';

const [red, green, blue, white] = ['#ff0000', '#00ff00', '#0000ff', '#ffffff'];

/**
 * The stored corner colors, row by row, of a picture that shows red and green above, blue and white below. The text names
 * the shown sides of the first stored row and column. Source: Exif 2.32, 4.6.4; checked 2026-11-21.
 */
const stored: readonly (readonly [orientation: number, sides: string, rows: readonly string[]])[] = [
  [1, 'top, left', [red, green, blue, white]],
  [2, 'top, right', [green, red, white, blue]],
  [3, 'bottom, right', [white, blue, green, red]],
  [4, 'bottom, left', [blue, white, red, green]],
  [5, 'left, top', [red, blue, green, white]],
  [6, 'right, top', [green, white, red, blue]],
  [7, 'right, bottom', [white, green, blue, red]],
  [8, 'left, bottom', [blue, red, white, green]],
];

function jpegOf(corners: readonly string[]): Buffer {
  const canvas = createCanvas(64, 64);
  const context = canvas.getContext('2d');
  corners.forEach((color, index) => {
    context.fillStyle = color;
    context.fillRect((index % 2) * 32, Math.floor(index / 2) * 32, 32, 32);
  });
  return canvas.toBuffer('image/jpeg');
}

type Order = 'II' | 'MM';

/** An Exif segment as a camera writes it: another entry, then the orientation. */
function exifSegment(orientation: number, order: Order, { type = 3 } = {}): Buffer {
  const number = (value: number, size: 2 | 4) => {
    const bytes = Buffer.alloc(size);
    if (order === 'II') bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  };
  const entry = (tag: number, kind: number, value: number) =>
    Buffer.concat([number(tag, 2), number(kind, 2), number(1, 4), number(value, 2), number(0, 2)]);
  const header = [Buffer.from(`Exif\0\0${order}`, 'latin1'), number(42, 2), number(8, 4)];
  return Buffer.concat([
    ...header,
    number(2, 2),
    entry(0x0100, 3, 6),
    entry(0x0112, type, orientation),
    number(0, 4),
  ]);
}

function withExif(jpeg: Buffer, segment: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(segment.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, segment, jpeg.subarray(2)]);
}

/** Returns the colors of a page at the corners of a signature of 100 x 40 points. */
async function shownCorners(bytes: Buffer): Promise<readonly string[]> {
  const original = await template({ MediaBox: [0, 0, 400, 300] });
  const box = { x: 100, y: 50, width: 100, height: 40 };
  const { pdf, problems } = await drawn(original, [
    { kind: 'image', field: 'signature', page: 1, bytes, box },
  ]);
  expect(problems).toEqual([]);
  const [page] = await pagePictures(pdf!);
  const nearest = ([x, y]: readonly [number, number]) =>
    `#${at(page!, x, y)
      .map((channel) => (channel > 127 ? 'ff' : '00'))
      .join('')}`;
  return ([[125, 60], [175, 60], [125, 80], [175, 80]] as const).map(nearest); // prettier-ignore
}

test.each(stored)('a JPEG of orientation %i (%s) is drawn upright', async (orientation, _, corners) => {
  const jpeg = jpegOf(corners);

  for (const order of ['II', 'MM'] as const) {
    const shown = await shownCorners(withExif(jpeg, exifSegment(orientation, order)));
    expect(shown).toEqual([red, green, blue, white]);
  }
});

test('a JPEG without an orientation is drawn as it is stored', async () => {
  expect(await shownCorners(jpegOf([blue, red, white, green]))).toEqual([blue, red, white, green]);
});

test.each<[string, Buffer]>([
  ['0', exifSegment(0, 'II')],
  ['9', exifSegment(9, 'MM')],
  ['a text', exifSegment(6, 'II', { type: 2 })],
  ['cut off', exifSegment(6, 'MM').subarray(0, -8)],
  ['in an unknown byte order', Buffer.from('Exif\0\0XX\0*\0\0\0\b', 'latin1')],
])('an orientation that is %s counts as upright', (_, segment) => {
  expect(exifOrientation(segment)).toBe(1);
});

test.each<[string, Buffer]>([
  ['of another kind', Buffer.from('http://ns.adobe.com/xap/1.0/\0<x/>', 'latin1')],
  ['empty', Buffer.alloc(0)],
])('a segment that is %s has no orientation', (_, segment) => {
  expect(exifOrientation(segment)).toBeUndefined();
});

test('the first Exif segment counts, as in browsers, even after the frame', async () => {
  const jpeg = jpegOf([green, white, red, blue]);
  const [upright, turned] = [exifSegment(1, 'II'), exifSegment(6, 'II')];
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  const afterFrame = Buffer.concat([
    jpeg.subarray(0, frame),
    withExif(jpeg.subarray(0, 2), turned).subarray(2),
    jpeg.subarray(frame),
  ]);

  expect(await shownCorners(withExif(withExif(jpeg, upright), turned))).toEqual([red, green, blue, white]);
  expect(await shownCorners(withExif(withExif(jpeg, turned), upright))).toEqual([green, white, red, blue]);
  expect(await shownCorners(afterFrame)).toEqual([red, green, blue, white]);
});

test('any segment has an orientation from 1 to 8', () => {
  const anySegment = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .uint8Array({ maxLength: 200 })
      .map((bytes) => Buffer.concat([exifSegment(6, 'II').subarray(0, 16), bytes])),
  );
  fc.assert(
    fc.property(anySegment, (bytes) => {
      const orientation = exifOrientation(Buffer.from(bytes)) ?? 1;
      expect(orientation).toBeGreaterThanOrEqual(1);
      expect(orientation).toBeLessThanOrEqual(8);
    }),
  );
});
