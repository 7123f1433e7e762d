import { GlobalFonts, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mark } from '../../../lambda/contracts/drawing-plan';
import type { Picture } from '../../pdf-readers/pdf-readers';
import { checkByHand } from './kit/check-by-hand';
import { drawn, textMark } from './kit/drawn';
import { differences, drawnOver, maxDifferences, pagePictures, pictureOf, pngOf } from './kit/page-pictures';
import { shippedFonts } from './kit/shipped-fonts';
import { template, type PageEntries, type TemplateOptions } from './kit/templates';

/** The pictures in the repository: for people to look at, and to notice unintended changes. */
const folder = join(__dirname, 'pictures');
const update = process.env.UPDATE_PICTURES === '1';

/** A PNG of 60 by 20 pixels, partly blue and red, that looks different when rotated or mirrored. */
function signature(): Buffer {
  const canvas = createCanvas(60, 20);
  const context = canvas.getContext('2d');
  context.fillStyle = '#0000ff';
  context.fillRect(0, 0, 30, 20);
  context.fillStyle = '#ff0000';
  context.fillRect(30, 10, 30, 10);
  return canvas.toBuffer('image/png');
}

/** Marks on a page that is displayed as 400 by 300. */
const marks: readonly Mark[] = [
  {
    kind: 'image',
    field: 'signature',
    page: 1,
    bytes: signature(),
    box: { x: 30, y: 40, width: 120, height: 40 },
  },
  {
    kind: 'check',
    field: 'checked',
    page: 1,
    checked: true,
    scale: 1,
    box: { x: 40, y: 120, width: 20, height: 20 },
  },
  {
    kind: 'check',
    field: 'open',
    page: 1,
    checked: false,
    scale: 1,
    box: { x: 80, y: 120, width: 24, height: 20 },
  },
  textMark('Ålesund, Œuvre', { field: 'text' }),
  textMark('11/21/2026', { field: 'date', box: { x: 200, y: 120, width: 150, height: 20 } }),
];

/** Draws the same, placed by hand. */
function expectation(canvas: SKRSContext2D): void {
  canvas.fillStyle = '#0000ff';
  canvas.fillRect(30, 40, 60, 40);
  canvas.fillStyle = '#ff0000';
  canvas.fillRect(90, 60, 60, 20);
  canvas.strokeStyle = '#000000';
  canvas.lineWidth = 1.5;
  canvas.strokeRect(80, 120, 20, 20);
  checkByHand(canvas);
  canvas.fillStyle = '#000000';
  canvas.font = '12px Drawn';
  canvas.fillText('Ålesund, Œuvre', 208, 79);
  canvas.fillText('11/21/2026', 208, 134);
}

beforeAll(() => {
  GlobalFonts.register(Buffer.from(shippedFonts().regular), 'Drawn');
});

const upright = [0, 0, 400, 300];
const sideways = [0, 0, 300, 400];

/** All of them are displayed as 400 by 300. */
const shapes: readonly (readonly [name: string, entries: PageEntries, options: TemplateOptions])[] = [
  ['rotate-0', { MediaBox: upright }, {}],
  ['rotate-90', { MediaBox: sideways, Rotate: 90 }, {}],
  ['rotate-180', { MediaBox: upright, Rotate: 180 }, {}],
  ['rotate-270', { MediaBox: sideways, Rotate: 270 }, {}],
  ['rotate-minus-90', { MediaBox: sideways, Rotate: -90 }, {}],
  ['rotate-450', { MediaBox: sideways, Rotate: 450 }, {}],
  ['crop-box', { MediaBox: [0, 0, 500, 420], CropBox: [60, 70, 460, 370] }, {}],
  ['crop-box-larger-than-the-page', { MediaBox: upright, CropBox: [-50, -50, 900, 900] }, {}],
  [
    'crop-box-and-rotate-90',
    { MediaBox: [-100, -50, 400, 500], CropBox: [20, 30, 320, 430], Rotate: 90 },
    {},
  ],
  ['crop-box-and-rotate-270', { MediaBox: [0, 0, 500, 500], CropBox: [320, 430, 20, 30], Rotate: 270 }, {}],
  ['origin-elsewhere', { MediaBox: [-200, -150, 200, 150] }, {}],
  ['user-unit', { MediaBox: upright, UserUnit: 2 }, {}],
  ['inherited', { MediaBox: sideways, Rotate: 90 }, { inherited: true }],
  ['object-streams', { MediaBox: upright }, { objectStreams: true }],
  ['state-left-open', { MediaBox: upright }, { content: 'q 2 0 0 2 50 50 cm q 0.5 0 0 0.5 9 9 cm (Q) Tj' }],
  ['state-taken-away', { MediaBox: upright }, { content: 'Q Q 0 1 -1 0 300 0 cm % Q' }],
  ['no-content', { MediaBox: upright }, { content: '' }],
];

/** Returns pictures of the page without and with the drawing. */
async function beforeAndAfter(original: Buffer, marksToDraw: readonly Mark[] = marks) {
  const { pdf, problems } = await drawn(original, marksToDraw);
  expect(problems).toEqual([]);
  const [[before], [after]] = [await pagePictures(original), await pagePictures(pdf!)];
  return { before: before!, after: after! };
}

describe.each(shapes)('a page with %s', (name, entries, options) => {
  let before: Picture;
  let after: Picture;
  let original: Buffer;

  beforeAll(async () => {
    original = await template(entries, options);
    ({ before, after } = await beforeAndAfter(original));
  });

  test('shows each mark in its place, and its own content as before', () => {
    expect([after.width, after.height]).toEqual([400, 300]);
    expect(differences(after, drawnOver(before, expectation))).toBeLessThanOrEqual(maxDifferences);
  });

  test('looks like its picture in the repository', async () => {
    const file = join(folder, `${name}.png`);
    if (update) writeFileSync(file, pngOf(after));

    expect(existsSync(file)).toBe(true);
    expect(differences(after, await pictureOf(readFileSync(file)))).toBe(0);
  });
});

test.each(marks.map(({ field }, index) => [field, index] as const))(
  'the comparison fails when only the %s is 5 points off',
  async (_, index) => {
    const original = await template({ MediaBox: upright });
    const moved = (x: number, y: number) =>
      marks.map((mark, each) =>
        each === index ? { ...mark, box: { ...mark.box, x: mark.box.x + x, y: mark.box.y + y } } : mark,
      );
    for (const [x, y] of [
      [5, 0],
      [0, -5],
    ] as const) {
      const { before, after } = await beforeAndAfter(original, moved(x, y));

      expect(differences(after, drawnOver(before, expectation))).toBeGreaterThan(3 * maxDifferences);
    }
  },
);
