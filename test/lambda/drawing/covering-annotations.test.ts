import { PDFName, PDFString, type PDFObject } from '@cantoo/pdf-lib';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { drawnByHand, fields } from './kit/covered-fields';
import { drawn } from './kit/drawn';
import { at, differences, drawnOver, maxDifferences, pagePictures } from './kit/page-pictures';
import type { PageEntries, TemplateOptions } from './kit/templates';

const red = [255, 0, 0];
const upright: PageEntries = { MediaBox: [0, 0, 400, 300] };
const white = (width: number, height: number) => (maker: AnnotationMaker) =>
  maker.appearance(whiteArea(width, height));

/** A page with a form field over the text, and a stamp over a part of the check box. In the page's own coordinates. */
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
    'rotated by 90 degrees, and cropped',
    {
      entries: { MediaBox: [-100, -50, 400, 500], CropBox: [20, 30, 320, 430], Rotate: 90 },
      widget: [80, 230, 110, 380],
      stamp: [125, 80, 155, 120],
      appearance: white(30, 150),
    },
  ],
  [
    'rotated by 180 degrees',
    { entries: { ...upright, Rotate: 180 }, widget: [50, 60, 200, 90], stamp: [310, 105, 350, 135] },
  ],
  [
    'rotated by 270 degrees',
    {
      entries: { MediaBox: [0, 0, 300, 400], Rotate: 270 },
      widget: [210, 50, 240, 200],
      stamp: [165, 310, 195, 350],
      appearance: white(30, 150),
    },
  ],
  [
    'of which the crop box shows only a part',
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
    'whose content leaves a graphics state open',
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
    'with an appearance that has another origin, is rotated, mirrored and four thousand times as large',
    {
      entries: upright,
      widget: [350, 240, 200, 210],
      stamp: [50, 165, 90, 195],
      appearance: ({ appearance }) =>
        appearance({
          content:
            '1 1 1 rg 7000 0 120000 600000 re f 1 0 0 RG 16000 w 15000 8000 104000 584000 re S 0 0 1 rg 7000 0 36000 36000 re f',
          entries: { BBox: [7000, 0, 127000, 600000], Matrix: [0, -1, -1, 0, 12, 34] },
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

    test('shows the drawing on top of its form fields and stamps, which look as before', async () => {
      const original = await template();

      const { pdf, problems } = await drawn(original, fields);

      const [[before], [after]] = [await pagePictures(original, 1, true), await pagePictures(pdf!, 1, true)];
      expect(problems).toEqual([]);
      expect(differences(after!, drawnOver(before!, drawnByHand))).toBeLessThanOrEqual(maxDifferences);
      // The red borders: the left one of the form field, and the stamp's beside the check box.
      expect([at(after!, 201, 75), at(after!, 88, 120)]).toEqual([red, red]);
    });
  },
);

/** The rectangles of the text and the check box on a page of 400 by 300. */
const [overText, overCheck] = [
  [200, 210, 350, 240],
  [30, 150, 70, 190],
];
const stamp = (maker: AnnotationMaker, Rect: readonly number[], more: Record<string, unknown> = {}) => ({
  Type: 'Annot',
  Subtype: 'Stamp',
  Rect,
  AP: { N: white(150, 30)(maker) },
  ...more,
});

/** Annotations with which the page must look as before, with the drawing on top. */
const listed: readonly (readonly [
  name: string,
  entries: PageEntries,
  make: (maker: AnnotationMaker) => readonly PDFObject[] | undefined,
])[] = [
  ['that is a direct object of its list', upright, (maker) => [maker.object(stamp(maker, overText))]],
  [
    'in a list that is an indirect object',
    upright,
    (maker) => {
      const list = maker.register([
        maker.object(stamp(maker, overText)),
        maker.register(stamp(maker, overCheck)),
        maker.register(stamp(maker, [100, 50, 250, 80])),
      ]);
      maker.pdf.getPage(0).node.set(PDFName.of('Annots'), list);
      return undefined;
    },
  ],
  [
    'that is listed twice, and half transparent',
    upright,
    (maker) => {
      const half = maker.appearance({
        content: '/Half gs 0 0 1 rg 0 0 10 10 re f',
        entries: { BBox: [0, 0, 10, 10], Resources: { ExtGState: { Half: { ca: 0.5 } } } },
      });
      const twice = maker.register({ ...stamp(maker, overText), AP: { N: half } });
      return [twice, twice];
    },
  ],
  [
    'with another annotation above it',
    upright,
    (maker) => [
      maker.register(stamp(maker, overText)),
      maker.register({
        ...stamp(maker, [300, 200, 390, 260]),
        AP: { N: maker.appearance(whiteArea(90, 60, '0 0 1 RG')) },
      }),
    ],
  ],
  [
    'that does not rotate with its page',
    { MediaBox: [0, 0, 300, 400], Rotate: 90 },
    (maker) => [maker.register(stamp(maker, [60, 50, 210, 200], { F: 16 }))],
  ],
  [
    'in a layer that is shown',
    upright,
    (maker) => [maker.register(stamp(maker, overText, { OC: layer(maker, 'ON') }))],
  ],
  [
    'for which the usual form name is already in use',
    upright,
    (maker) => {
      const other = maker.appearance(whiteArea(50, 50, '0 1 0 RG'));
      const page = maker.pdf.getPage(0).node;
      page.set(
        PDFName.of('Resources'),
        maker.object({ XObject: { EsignBelow0: other, EsignDrawing: other } }),
      );
      page.set(
        PDFName.of('Contents'),
        maker.pdf.context.register(maker.pdf.context.stream('/EsignBelow0 Do')),
      );
      return [maker.register(stamp(maker, overText))];
    },
  ],
  [
    'whose appearance has no subtype',
    upright,
    (maker) => {
      const { content, entries } = whiteArea(150, 30);
      const N = maker.pdf.context.register(maker.pdf.context.stream(content, entries as never));
      return [maker.register(stamp(maker, overText, { AP: { N } }))];
    },
  ],
  [
    'without a subtype',
    upright,
    (maker) => [maker.register({ Rect: overText, AP: { N: white(150, 30)(maker) }, F: 4 })],
  ],
];

function layer({ pdf, register, object }: AnnotationMaker, state: 'ON' | 'OFF'): PDFObject {
  const group = register({ Type: 'OCG', Name: PDFString.of('layer') });
  pdf.catalog.set(PDFName.of('OCProperties'), object({ OCGs: [group], D: { [state]: [group] } }));
  return group;
}

test.each(listed)('an annotation %s is below the drawing, and looks as before', async (_, entries, make) => {
  const original = await annotatedTemplate(entries, make);

  const { pdf, problems } = await drawn(original, fields);

  const [[before], [after]] = [await pagePictures(original, 1, true), await pagePictures(pdf!, 1, true)];
  expect(problems).toEqual([]);
  expect(differences(after!, drawnOver(before!, drawnByHand))).toBeLessThanOrEqual(maxDifferences);
});

test('a flattened annotation in a hidden layer stays hidden, as ISO 32000-1 says (PDFium shows such annotations)', async () => {
  const hidden = (maker: AnnotationMaker) => [
    maker.register(stamp(maker, overText, { OC: layer(maker, 'OFF') })),
  ];

  const { pdf, problems } = await drawn(await annotatedTemplate(upright, hidden), fields);

  const [[empty], [after]] = [
    await pagePictures(await annotatedTemplate(upright, () => [])),
    await pagePictures(pdf!, 1, true),
  ];
  expect(problems).toEqual([]);
  expect(differences(after!, drawnOver(empty!, drawnByHand))).toBeLessThanOrEqual(maxDifferences);
});
