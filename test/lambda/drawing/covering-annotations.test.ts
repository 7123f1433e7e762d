import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { PDFString, type PDFObject } from '@cantoo/pdf-lib';
import type { Mark } from '../../../lambda/kit/drawing-plan';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { drawn, textMark } from './kit/drawn';
import { at, differences, drawnOver, few, pagePictures } from './kit/page-pictures';
import { shippedFonts } from './kit/shipped-fonts';
import type { PageEntries, TemplateOptions } from './kit/templates';

jest.setTimeout(60_000);

/** On a page that is displayed as 400 by 300: a text in a box from 200, 60 to 350, 90, and a check from 40, 120 to 60, 140. */
const marks: readonly Mark[] = [
  textMark('Jane Doe', { field: 'text' }),
  {
    kind: 'check',
    field: 'check',
    page: 1,
    checked: true,
    scale: 1,
    box: { x: 40, y: 120, width: 20, height: 20 },
  },
];

/** The same, placed by hand. */
function expectation(canvas: SKRSContext2D): void {
  canvas.fillStyle = '#000000';
  canvas.font = '12px Drawn';
  canvas.fillText('Jane Doe', 208, 79);
  canvas.strokeStyle = '#000000';
  canvas.lineWidth = 1.5;
  canvas.strokeRect(40, 120, 20, 20);
  canvas.lineWidth = 2;
  canvas.beginPath();
  canvas.moveTo(46, 130);
  canvas.lineTo(49, 134);
  canvas.lineTo(55, 126);
  canvas.stroke();
}

beforeAll(() => {
  GlobalFonts.register(Buffer.from(shippedFonts().regular), 'Drawn');
});

const red = [255, 0, 0];
const upright: PageEntries = { MediaBox: [0, 0, 400, 300] };
const white = (width: number, height: number) => (maker: AnnotationMaker) =>
  maker.appearance(whiteArea(width, height));

/** A form field over the text, as the page is displayed, in the page's own coordinates; and a stamp over a part of the check. */
interface Covered {
  readonly entries: PageEntries;
  readonly options?: TemplateOptions;
  readonly widget: readonly number[];
  readonly stamp: readonly number[];
  readonly appearance?: (maker: AnnotationMaker) => PDFObject;
  readonly more?: Record<string, unknown>;
}

const covered: readonly (readonly [name: string, covered: Covered])[] = [
  ['upright', { entries: upright, widget: [200, 210, 350, 240], stamp: [50, 165, 90, 195] }],
  [
    'turned by 90 degrees, and cropped',
    {
      entries: { MediaBox: [-100, -50, 400, 500], CropBox: [20, 30, 320, 430], Rotate: 90 },
      widget: [80, 230, 110, 380],
      stamp: [125, 80, 155, 120],
      appearance: white(30, 150),
    },
  ],
  [
    'turned by 180 degrees',
    { entries: { ...upright, Rotate: 180 }, widget: [50, 60, 200, 90], stamp: [310, 105, 350, 135] },
  ],
  [
    'turned by 270 degrees',
    {
      entries: { MediaBox: [0, 0, 300, 400], Rotate: 270 },
      widget: [210, 50, 240, 200],
      stamp: [165, 310, 195, 350],
      appearance: white(30, 150),
    },
  ],
  [
    'of which the crop box shows a part',
    {
      entries: { MediaBox: [0, 0, 500, 420], CropBox: [60, 70, 460, 370] },
      widget: [260, 280, 410, 310],
      stamp: [110, 235, 150, 265],
    },
  ],
  [
    'with a UserUnit',
    { entries: { ...upright, UserUnit: 2 }, widget: [200, 210, 350, 240], stamp: [50, 165, 90, 195] },
  ],
  [
    'whose content leaves a state open',
    {
      entries: upright,
      options: { content: 'q 2 0 0 2 50 50 cm q 0.5 0 0 0.5 9 9 cm' },
      widget: [200, 210, 350, 240],
      stamp: [50, 165, 90, 195],
    },
  ],
  [
    'whose objects are in object streams',
    {
      entries: upright,
      options: { objectStreams: true },
      widget: [200, 210, 350, 240],
      stamp: [50, 165, 90, 195],
    },
  ],
  [
    'with an appearance that begins elsewhere, is turned, mirrored and a thousand times as large',
    {
      entries: upright,
      widget: [350, 240, 200, 210],
      stamp: [50, 165, 90, 195],
      appearance: ({ appearance }) =>
        appearance({
          content:
            '1 1 1 rg 7000 0 30000 150000 re f 1 0 0 RG 4000 w 9000 2000 26000 146000 re S 0 0 1 rg 7000 0 9000 9000 re f',
          entries: { BBox: [7000, 0, 37000, 150000], Matrix: [0, -1, -1, 0, 12, 34] },
        }),
    },
  ],
  [
    'with an appearance for each state',
    {
      entries: upright,
      widget: [200, 210, 350, 240],
      stamp: [50, 165, 90, 195],
      more: { AS: 'Yes' },
      appearance: (maker) =>
        maker.object({ Yes: white(150, 30)(maker), Off: maker.appearance(whiteArea(150, 30, '0 1 0 RG')) }),
    },
  ],
];

describe.each(covered)(
  'a page %s',
  (_, { entries, options, widget, stamp, appearance = white(150, 30), more }) => {
    const template = () =>
      annotatedTemplate(
        entries,
        (maker) => [
          maker.register({
            Type: 'Annot',
            Subtype: 'Widget',
            FT: 'Tx',
            T: PDFString.of('name'),
            Rect: widget,
            F: 4,
            AP: { N: appearance(maker) },
            ...more,
          }),
          maker.register({ Type: 'Annot', Subtype: 'Stamp', Rect: stamp, AP: { N: white(40, 30)(maker) } }),
        ],
        options,
      );

    test('shows what was filled in on top of its form fields and stamps, and them as they were', async () => {
      const original = await template();

      const { pdf, problems } = await drawn(original, marks);

      const [[before], [after]] = [await pagePictures(original, 1, true), await pagePictures(pdf!, 1, true)];
      if (process.env.SHOW) {
        require('fs').writeFileSync('/tmp/b.png'(before!));
        require('fs').writeFileSync('/tmp/a.png'(after!));
        require('fs').writeFileSync('/tmp/o.pdf', original);
        require('fs').writeFileSync('/tmp/p.pdf', pdf!);
      }
      expect(problems).toEqual([]);
      expect(differences(after!, drawnOver(before!, expectation))).toBeLessThanOrEqual(few);
      // Its border, by hand: on the left, and where the stamp is not over the check.
      expect([at(after!, 201, 75), at(after!, 88, 120)]).toEqual([red, red]);
    });
  },
);
