import { createCanvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import { crc32, deflateSync } from 'node:zlib';
import { decodePng } from '../../../lambda/drawing/images/decode-png';
import { readPng } from '../../../lambda/drawing/images/png-file';
import type { Mark } from '../../../lambda/contracts/drawing-plan';
import { drawn } from './kit/drawn';
import { at, pagePictures, pictureOf } from './kit/page-pictures';
import { template } from './kit/templates';

const box = { x: 100, y: 50, width: 100, height: 40 };
const image = (bytes: Uint8Array, more: Partial<Mark> = {}) =>
  ({ kind: 'image', field: 'signature', page: 1, bytes, box, ...more }) as Mark;

async function pageWith(bytes: Uint8Array, content = '1 1 0 rg 0 0 400 300 re f') {
  const original = await template({ MediaBox: [0, 0, 400, 300] }, { content });
  const { pdf, problems } = await drawn(original, [image(bytes)]);
  const [page] = await pagePictures(pdf!);
  return { page: page!, problems, size: pdf!.length };
}

/** A picture: the left half is half transparent red, the right half fully transparent. */
function transparentPng(): Buffer {
  const canvas = createCanvas(50, 20);
  const context = canvas.getContext('2d');
  context.fillStyle = 'rgba(255, 0, 0, 0.5)';
  context.fillRect(0, 0, 25, 20);
  return canvas.toBuffer('image/png');
}

test('the page shows through a transparent signature', async () => {
  const { page, problems } = await pageWith(transparentPng());

  expect(problems).toEqual([]);
  const [red, green, blue] = at(page, 125, 70);
  expect([red, blue]).toEqual([255, 0]);
  expect(green).toBeGreaterThan(120);
  expect(green).toBeLessThan(135);
  expect(at(page, 175, 70)).toEqual([255, 255, 0]);
});

test('a JPEG is drawn, as the front end accepts uploaded ones', async () => {
  const canvas = createCanvas(50, 20);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0000ff';
  context.fillRect(0, 0, 50, 20);

  const { page, problems } = await pageWith(canvas.toBuffer('image/jpeg'));

  expect(problems).toEqual([]);
  const [red = 0, green = 0, blue = 0] = at(page, 150, 70);
  expect(red + green).toBeLessThan(10);
  expect(blue).toBeGreaterThan(245);
});

test('a signature on many fields is embedded once', async () => {
  const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * 7_919) % 251));
  const bytes = pngOf({ width: 200, height: 100, depth: 8, colorType: 2 }, Buffer.concat(rowsOf(noise, 600)));
  const original = await template({ MediaBox: [0, 0, 400, 300] });

  const once = await drawn(original, [image(bytes)]);
  const often = await drawn(
    original,
    [1, 2, 3].map(() => image(bytes)),
  );

  expect(often.pdf!.length - once.pdf!.length).toBeLessThan(200);
});

test.each<[string, () => Buffer]>([
  ['a text', () => Buffer.from('a signature')],
  ['an empty file', () => Buffer.alloc(0)],
  ['a PNG that ends early', () => transparentPng().subarray(0, -20)],
  [
    'a PNG with too few pixels',
    () => pngOf({ width: 10, height: 10, depth: 8, colorType: 2 }, Buffer.alloc(31)),
  ],
  [
    'a PNG with an unknown filter',
    () => pngOf({ width: 1, height: 1, depth: 8, colorType: 0 }, Buffer.from([9, 0])),
  ],
  [
    'a PNG with a huge size in its header',
    () => pngOf({ width: 1e6, height: 1e6, depth: 8, colorType: 2 }, Buffer.alloc(9)),
  ],
  [
    'a PNG of one pixel with a gigabyte of data',
    () => pngOf({ width: 1, height: 1, depth: 8, colorType: 0 }, Buffer.alloc(2 ** 30)),
  ],
  ['a PNG without pixels', () => pngOf({ width: 0, height: 5, depth: 8, colorType: 0 }, Buffer.alloc(0))],
  ['a JPEG that ends early', () => createCanvas(9, 9).toBuffer('image/jpeg').subarray(0, 200)],
  ['a GIF', () => Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')],
])('%s is reported, and the rest is drawn', async (_, make) => {
  const { page, problems } = await pageWith(make());

  expect(problems).toEqual([{ name: 'image-unreadable', field: 'signature' }]);
  expect(at(page, 150, 70)).toEqual([255, 255, 0]);
});

test('all images together have a pixel limit', async () => {
  const original = await template({ MediaBox: [0, 0, 400, 300] });
  const bytes = [1, 2, 3].map((shade) =>
    pngOf(
      { width: 10, height: 10, depth: 8, colorType: 0 },
      Buffer.concat(rowsOf(Buffer.alloc(100, shade), 10)),
    ),
  );

  const { problems } = await drawn(
    original,
    bytes.map((one) => image(one)),
    { maxTotalPixels: 250 },
  );

  expect(problems).toEqual([{ name: 'image-unreadable', field: 'signature' }]);
});

interface Shape {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colorType: number;
}

/** A PNG of these rows, each after its filter byte. */
function pngOf(
  { width, height, depth, colorType }: Shape,
  rows: Buffer,
  more: readonly Buffer[] = [],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colorType], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(typed));
  return Buffer.concat([size, typed, checksum]);
}

/** Splits bytes into rows of `stride` bytes, without a filter. */
function rowsOf(bytes: Buffer, stride: number): Buffer[] {
  return Array.from({ length: bytes.length / stride }, (_, row) =>
    Buffer.concat([Buffer.alloc(1), bytes.subarray(row * stride, (row + 1) * stride)]),
  );
}

const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** PNGs of every kind, with every filter. */
const anyPng = fc
  .record({
    kind: fc.constantFrom(
      ...([1, 2, 4, 8, 16] as const).map((depth) => ({ depth, colorType: 0 as const })),
      ...([8, 16] as const).flatMap((depth) =>
        ([2, 4, 6] as const).map((colorType) => ({ depth, colorType })),
      ),
      ...([1, 2, 4, 8] as const).map((depth) => ({ depth, colorType: 3 as const })),
    ),
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 12 }),
  })
  .chain(({ kind, width, height }) => {
    const stride = Math.ceil((width * channels[kind.colorType] * kind.depth) / 8);
    const row = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ minLength: stride, maxLength: stride }))
      .map(([filter, bytes]) => Buffer.from([filter, ...bytes]));
    return fc
      .record({
        rows: fc.array(row, { minLength: height, maxLength: height }),
        palette: fc.uint8Array({ minLength: 768, maxLength: 768 }),
      })
      .map(({ rows, palette }) =>
        pngOf(
          { ...kind, width, height },
          Buffer.concat(rows),
          kind.colorType === 3 ? [chunk('PLTE', Buffer.from(palette.subarray(0, 3 * 2 ** kind.depth)))] : [],
        ),
      );
  });

test('a PNG of any kind is decoded to the same pixels as by another program', async () => {
  await fc.assert(
    fc.asyncProperty(anyPng, async (png) => {
      const { colors, alpha, width, height } = decodePng(readPng(png, 1_000));
      const other = await pictureOf(png);

      expect([width, height]).toEqual([other.width, other.height]);
      for (let pixel = 0; pixel < width * height; pixel++) {
        const opacity = other.data[4 * pixel + 3]!;
        expect(Math.abs((alpha?.[pixel] ?? 255) - opacity)).toBeLessThanOrEqual(1);
        // The other program does not keep the colors of transparent pixels.
        if (opacity < 255) continue;
        for (let part = 0; part < 3; part++) {
          expect(Math.abs(colors[3 * pixel + part]! - other.data[4 * pixel + part]!)).toBeLessThanOrEqual(1);
        }
      }
    }),
    { numRuns: 200 },
  );
});
