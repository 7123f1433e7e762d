import { PDFName, PDFString } from '@cantoo/pdf-lib';
import { whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { covered, literally, overText, seenText, stamp, white } from './kit/covered-template';
import { at } from './kit/page-pictures';

/** An annotation that contains exactly these bytes. */
const raw = (entries: (maker: AnnotationMaker) => string) => (maker: AnnotationMaker) => [
  literally(maker, `<</Type/Annot/Subtype/Stamp ${entries(maker)} /AP<</N ${white(maker).toString()}>>>>`),
];
const place = '/Rect[200 210 350 240]';
const field = (entries: Readonly<Record<string, unknown>>) => (maker: AnnotationMaker) => [
  maker.register({ Type: 'Annot', Subtype: 'Widget', Rect: overText, F: 4, ...entries }),
];
const mark = (entries: Readonly<Record<string, unknown>>) => (maker: AnnotationMaker) => [
  stamp(maker, { F: 4, ...entries }),
];
/** A reference to the same object, but with another generation. */
const another = (maker: AnnotationMaker, ref: { toString(): string }) =>
  literally(maker, ref.toString().replace(' 0 R', ' 1 R'));

test.each<[string, (maker: AnnotationMaker) => ReturnType<ReturnType<typeof raw>>]>([
  ['a rectangle with a number that only some readers accept', raw(() => '/Rect[200 --210 350 240]')],
  ['a number with a sign at its end', raw(() => '/Rect[200 210 350 240-]')],
  ['an invalid entry', raw(() => `${place}/CA foo`)],
  [
    'an entry nested too deeply to be parsed',
    raw(() => `${place}/X ${'['.repeat(5_000)}${']'.repeat(5_000)}`),
  ],
  ['a rectangle with a name in it', raw(() => '/Rect[350 210 /a 240]')],
  ['a rectangle with null in it', raw(() => '/Rect[null null 350 240]')],
  ['a rectangle of three numbers', raw(() => '/Rect[200 210 350]')],
  ['flags that are too large', raw(() => `${place}/F 4294967298`)],
  ['flags that are not an integer', raw(() => `${place}/F 2.7`)],
  ['flags to show it on paper only', raw(() => `${place}/F 36`)],
  [
    'a reference to a reference',
    (maker) => [literally(maker, stamp(maker, { AP: { N: white(maker) } }).toString())],
  ],
  [
    'an appearance that is a reference to a reference',
    (maker) => field({ AP: literally(maker, maker.register({ N: white(maker) }).toString()) })(maker),
  ],
  ['no appearance, but a border', field({ FT: 'Tx', MK: { BC: [0, 0, 1] }, BS: { W: 30 } })],
  ['no appearance, but a caption', field({ FT: 'Btn', Ff: 65_536, MK: { CA: PDFString.of('Push') } })],
  [
    'no appearance, but a value',
    field({ FT: 'Tx', V: PDFString.of('MMMM'), DA: PDFString.of('/Helv 24 Tf 0 g') }),
  ],
  [
    'no appearance, but the value of its parent',
    (maker) => field({ Parent: maker.register({ FT: 'Tx', V: PDFString.of('MMMM') }) })(maker),
  ],
  ['no appearance, but choices to select', field({ FT: 'Ch', Opt: [PDFString.of('one')] })],
  ['a dark highlight color', mark({ Subtype: 'Highlight', C: [0, 0, 0] })],
  ['a highlight without a color', mark({ Subtype: 'Highlight' })],
  ['a thick line through the text', mark({ Subtype: 'StrikeOut', C: [1, 1, 1], Border: [0, 0, 60] })],
  [
    'points outside of its rectangle',
    mark({ Subtype: 'Square', Rect: [10, 10, 20, 20], QuadPoints: [200, 240, 350, 240, 200, 210, 350, 210] }),
  ],
  [
    'points, and a rectangle without an area',
    mark({ Subtype: 'Ink', Rect: [200, 225, 350, 225], InkList: [[200, 225, 350, 225]], BS: { W: 30 } }),
  ],
  [
    'more points than are read',
    mark({ Subtype: 'Ink', Rect: [1, 1, 2, 2], InkList: [Array.from({ length: 300 }, () => 1)] }),
  ],
])('a field below an annotation with %s is reported as covered', async (_, make) => {
  const { problems } = await seenText(await covered(make));

  expect(problems).toContain('field-covered');
});

test.each<[string, (maker: AnnotationMaker) => ReturnType<ReturnType<typeof raw>>]>([
  ['an annotation', (maker) => [another(maker, stamp(maker, { AP: { N: white(maker) } }))]],
  ['its appearances', (maker) => [stamp(maker, { AP: another(maker, maker.register({ N: white(maker) })) })]],
  [
    'its rectangle',
    (maker) => [stamp(maker, { Rect: another(maker, maker.register(overText)), AP: { N: white(maker) } })],
  ],
])(
  'if %s is referenced by another generation, the text is visible or reported as covered',
  async (_, make) => {
    const { isSeen, problems } = await seenText(await covered(make));

    expect(isSeen || problems.includes('field-covered')).toBe(true);
  },
);

test.each<[string, (maker: AnnotationMaker) => ReturnType<ReturnType<typeof raw>>]>([
  ['without an appearance', field({ FT: 'Tx' })],
  ['for a signature', field({ FT: 'Sig', MK: {} })],
  ['that is a button without an appearance', field({ FT: 'Btn', Ff: 65_536 })],
])('a form field %s covers nothing', async (_, make) => {
  expect(await seenText(await covered(make))).toMatchObject({ isSeen: true, problems: [] });
});

test('a transparent highlight covers nothing', async () => {
  const make = mark({
    Subtype: 'Highlight',
    C: [1, 1, 0],
    QuadPoints: [200, 240, 350, 240, 200, 210, 350, 210],
  });

  expect((await seenText(await covered(make))).problems).toEqual([]);
});

test('the fields of a page that lists itself as its annotation are reported as covered', async () => {
  const original = await covered((maker) => {
    const { node, ref } = maker.pdf.getPage(0);
    node.set(PDFName.of('Rect'), maker.object(overText));
    node.set(PDFName.of('Subtype'), PDFName.of('Stamp'));
    node.set(PDFName.of('AP'), maker.object({ N: white(maker) }));
    node.set(PDFName.of('Annots'), maker.object([ref]));
    return undefined;
  });

  expect((await seenText(original)).problems).toContain('field-covered');
});

test('a flattened annotation stays above the annotations it was above', async () => {
  const area = (maker: AnnotationMaker, color: string, width: number, height: number) =>
    maker.appearance({
      content: `${color} rg 0 0 ${width} ${height} re f`,
      entries: { BBox: [0, 0, width, height] },
    });
  const original = await covered((maker) => [
    stamp(maker, { Rect: [100, 150, 198, 290], AP: { N: area(maker, '0 0 1', 98, 140) } }),
    stamp(maker, { Rect: [120, 215, 250, 235], AP: { N: area(maker, '1 0 0', 130, 20) } }),
  ]);

  const { page, problems } = await seenText(original);

  expect(problems).toEqual([]);
  expect(at(page!, 110, 75)).toEqual([0, 0, 255]);
  expect(at(page!, 150, 75)).toEqual([255, 0, 0]);
});

test('an annotation that is listed a thousand times is embedded once', async () => {
  const layer = { Type: 'OCMD', X: PDFString.of('x'.repeat(100_000)) };
  const original = await covered((maker) => {
    const one = stamp(maker, { OC: layer, AP: { N: maker.appearance(whiteArea(150, 30)) } });
    return Array.from({ length: 1_000 }, () => one);
  });

  const { pdf, isSeen, problems } = await seenText(original);

  expect({ isSeen, problems }).toEqual({ isSeen: true, problems: [] });
  expect(pdf!.length - original.length).toBeLessThan(1_000_000);
});
