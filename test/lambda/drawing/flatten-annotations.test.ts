import { PDFName, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { fields } from './kit/covered-fields';
import { drawn, textMark } from './kit/drawn';
import { pagePictures } from './kit/page-pictures';

const upright = { MediaBox: [0, 0, 400, 300] };
/** The rectangle of the text, in the page's own coordinates. */
const overText = [200, 210, 350, 240];

type Entries = Record<string, unknown>;
const painted = (entries: Entries) => ({
  BBox: [0, 0, 150, 30],
  ...entries,
  content: whiteArea(150, 30).content,
});
const withAppearance = (entries: Entries) => (maker: AnnotationMaker) => {
  const { content, ...own } = painted(entries);
  return { AP: { N: maker.appearance({ content, entries: own }) } };
};
const usual = withAppearance({});

/** A template with one annotation as an indirect object, over the text by default. */
async function withOne(make: (maker: AnnotationMaker) => Entries) {
  let ref: PDFRef | undefined;
  const original = await annotatedTemplate(upright, (maker) => [
    (ref = maker.register({ Type: 'Annot', Subtype: 'Stamp', Rect: overText, ...make(maker) })),
  ]);
  return { original, ref: ref! };
}

/** Returns the numbers of the appended objects. */
function updated(original: Buffer, pdf: Buffer): readonly number[] {
  const update = pdf.subarray(original.length).toString('latin1');
  return [...update.matchAll(/^(\d+) \d+ obj$/gm)].map(([, number]) => Number(number));
}

test('an annotation over a field is hidden in the update, and keeps all its other entries', async () => {
  const { original, ref } = await withOne((maker) => ({ ...usual(maker), F: 68, Contents: 'whatever' }));

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual([]);
  expect(updated(original, pdf!)).toContain(ref.objectNumber);
  const object = pdf!.toString('latin1').split(`\n${ref.objectNumber} 0 obj`).at(-1)!.split('endobj')[0]!;
  expect(object).toContain('/F 70');
  expect(object).toContain('/Contents /whatever');
  expect(object).toContain('/AP');
});

test.each<[string, readonly number[], number, boolean]>([
  ['a part of a check box that is larger than its field', [73, 185, 79, 195], 2, true],
  ['the space beside that check box', [82, 185, 90, 195], 2, false],
  ["the half of a check box's frame that is outside of the box", [39.5, 160, 39.9, 161], 1, true],
  ['the rest of a field with a smaller check box', [55, 175, 59, 179], 0.25, true],
])('decides whether an annotation over %s covers the field', async (_, Rect, scale, isCovering) => {
  const { original, ref } = await withOne((maker) => ({ ...usual(maker), Rect }));

  const { pdf } = await drawn(original, [{ ...fields[1]!, scale } as (typeof fields)[number]]);

  expect(updated(original, pdf!).includes(ref.objectNumber)).toBe(isCovering);
});

test('an annotation that only some readers rotate with the page is flattened if either place covers a field', async () => {
  const rotated = (Rect: readonly number[]) =>
    annotatedTemplate({ MediaBox: [0, 0, 300, 400], Rotate: 90 }, (maker) => [
      maker.object({ Subtype: 'Stamp', Rect, F: 16, ...usual(maker) }),
    ]);
  const isFlattened = async (Rect: readonly number[]) =>
    (await drawn(await rotated(Rect), fields)).pdf!.toString('latin1').includes('EsignBelow');

  // The text is at 60, 200 to 90, 350.
  expect(await isFlattened([60, 200, 90, 350])).toBe(true);
  expect(await isFlattened([60, 170, 210, 200])).toBe(true);
  expect(await isFlattened([100, 170, 210, 200])).toBe(false);
});

const off = (maker: AnnotationMaker) => ({ AP: { N: { On: usual(maker).AP.N } }, AS: 'Off' });

test.each<[string, (maker: AnnotationMaker) => Entries]>([
  ['elsewhere', (maker) => ({ ...usual(maker), Rect: [10, 10, 160, 40] })],
  ['directly above the field', (maker) => ({ ...usual(maker), Rect: [200, 240, 350, 270] })],
  ['directly beside the field', (maker) => ({ ...usual(maker), Rect: [50, 210, 200, 240] })],
  ['hidden', (maker) => ({ ...usual(maker), F: 6 })],
  ['that must not be viewed', (maker) => ({ ...usual(maker), F: 32 })],
  ['that is a popup', (maker) => ({ ...usual(maker), Subtype: 'Popup' })],
  ['that is a link without an appearance', () => ({ Subtype: 'Link', Border: [0, 0, 1] })],
  ['that is a form field without an appearance', () => ({ Subtype: 'Widget', FT: 'Sig' })],
  [
    'that is a highlight without an appearance, which only tints',
    () => ({ Subtype: 'Highlight', C: [1, 1, 0] }),
  ],
  ['without a valid appearance', () => ({ AP: { D: 7 }, Subtype: 'Widget' })],
  ['without an appearance for its state', off],
  ['with an empty rectangle', (maker) => ({ ...usual(maker), Rect: [200, 225, 350, 225] })],
  ['with an empty box', withAppearance({ BBox: [0, 0, 0, 30] })],
])('an annotation %s stays unchanged', async (_, make) => {
  const { original, ref } = await withOne(make);

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual([]);
  expect(updated(original, pdf!)).not.toContain(ref.objectNumber);
  expect(pdf!.subarray(original.length).toString('latin1')).not.toContain('EsignBelow');
});

test('an annotation over a field that is not drawn stays unchanged', async () => {
  const { original, ref } = await withOne(usual);

  const { pdf, problems } = await drawn(original, [fields[1]!, textMark('田')]);

  expect(problems).toEqual([{ name: 'text-not-drawable', field: 'a text' }]);
  expect(updated(original, pdf!)).not.toContain(ref.objectNumber);
});

const covers = [{ name: 'field-covered', field: 'text' }];

test.each<[string, (maker: AnnotationMaker) => Entries]>([
  ['without a box', withAppearance({ BBox: null })],
  ['with a box of three numbers', withAppearance({ BBox: [0, 0, 150] })],
  ['with a box of names', withAppearance({ BBox: ['a', 'b', 'c', 'd'] })],
  ['with a matrix of five numbers', withAppearance({ Matrix: [1, 0, 0, 1, 0] })],
  ['with a matrix that reduces it to a line', withAppearance({ Matrix: [1, 0, 1, 0, 0, 0] })],
  ['with a matrix that reduces it to a point', withAppearance({ Matrix: [1e-300, 0, 0, 1e-300, 0, 0] })],
  ['with a box that is far too large', withAppearance({ BBox: [0, 0, 1e9, 1e9] })],
  ['that is an image', withAppearance({ Subtype: 'Image' })],
  ['for each state, without a current state', (maker) => ({ AP: { N: { On: usual(maker).AP.N } } })],
  [
    'for a state that itself has states',
    (maker) => ({ AP: { N: { On: { On: usual(maker).AP.N } } }, AS: 'On' }),
  ],
])('a field below an appearance %s is drawn, and reported as covered', async (_, make) => {
  const { original, ref } = await withOne(make);

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual(covers);
  expect(updated(original, pdf!)).not.toContain(ref.objectNumber);
  expect((await pagePictures(pdf!))[0]?.text).toContain('Jane Doe');
});

test('a field below an annotation that readers paint without an appearance is reported as covered', async () => {
  const { original } = await withOne(() => ({ Subtype: 'Square', IC: [1, 1, 1], C: [1, 0, 0] }));

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual(covers);
  // The white square covers the text, as the problem reports.
  const [page] = await pagePictures(pdf!);
  const text = page!.data.filter((_, at) => {
    const [x, y] = [(at / 4) % 400, Math.floor(at / 1600)];
    return at % 4 === 0 && x > 205 && x < 345 && y > 65 && y < 85;
  });
  expect(text.every((value) => value > 200)).toBe(true);
});

test('a field below a form field that has only a background is reported as covered', async () => {
  const { original } = await withOne(() => ({ Subtype: 'Widget', FT: 'Tx', MK: { BG: [1, 1, 1] } }));

  expect((await drawn(original, fields)).problems).toEqual(covers);
});

test('an appearance without a subtype is copied once, within the limit', async () => {
  const original = await annotatedTemplate(upright, (maker) => {
    const { content, entries } = whiteArea(150, 30);
    const plain = () => maker.pdf.context.register(maker.pdf.context.stream(content, entries as never));
    const [one, other] = [plain(), plain()];
    return [one, one, other].map((N) => maker.register({ Subtype: 'Stamp', Rect: overText, AP: { N } }));
  });
  const { length } = whiteArea(150, 30).content;

  const enough = await drawn(original, fields, { maxCopiedAppearanceBytes: 2 * length });
  const tooLittle = await drawn(original, fields, { maxCopiedAppearanceBytes: 2 * length - 1 });

  expect(enough.problems).toEqual([]);
  expect(tooLittle.problems).toEqual(covers);
});

test('each covered field is reported once, and an annotation over several fields reports them all', async () => {
  const original = await annotatedTemplate(upright, (maker) => {
    const one = maker.register({ Subtype: 'Stamp', Rect: [0, 0, 400, 300] });
    return [one, one, maker.register({ Subtype: 'Stamp', Rect: overText })];
  });

  const { problems } = await drawn(original, fields);

  expect(problems).toEqual(['text', 'check'].map((field) => ({ name: 'field-covered', field })));
});

test.each<[string, (maker: AnnotationMaker) => void]>([
  [
    'an annotation',
    (maker) => {
      const shared = maker.object([maker.register({ Subtype: 'Stamp', Rect: overText, ...usual(maker) })]);
      for (const page of maker.pdf.getPages()) page.node.set(PDFName.of('Annots'), shared);
    },
  ],
  [
    'a list of annotations',
    (maker) => {
      const shared = maker.register([maker.object({ Subtype: 'Stamp', Rect: overText, ...usual(maker) })]);
      for (const page of maker.pdf.getPages()) page.node.set(PDFName.of('Annots'), shared);
    },
  ],
])('%s that two pages share is not hidden, as it would be hidden on both', async (_, share) => {
  const original = await annotatedTemplate(
    upright,
    (maker) => {
      share(maker);
      return undefined;
    },
    { pages: 2 },
  );

  const { pdf, problems } = await drawn(original, fields);

  const [before, after] = [await pagePictures(original), await pagePictures(pdf!)];
  expect(problems).toEqual(covers);
  expect(after[1]?.data).toEqual(before[1]?.data);
});

const many = (count: number, Rect: readonly number[]) =>
  annotatedTemplate(upright, (maker) => {
    const appearance = usual(maker);
    const list: PDFObject[] = [];
    for (let index = 0; index < count; index++)
      list.push(maker.register({ Subtype: 'Widget', Rect, ...appearance }));
    return list;
  });

test('annotations beyond the limit are not flattened', async () => {
  const { pdf, problems } = await drawn(await many(4, overText), fields, { maxFlattenedAnnotations: 3 });

  expect(problems).toEqual(covers);
  expect(pdf!.toString('latin1').match(/\/F 2\n/g)).toHaveLength(3);
});

test('with more annotations than are read, every field is reported as covered', async () => {
  const original = await many(4, [10, 10, 20, 20]);

  expect((await drawn(original, fields, { maxAnnotationSteps: 4 * 52 })).problems).toEqual([]);
  expect((await drawn(original, fields, { maxAnnotationSteps: 4 * 52 - 1 })).problems).toEqual(
    ['text', 'check'].map((field) => ({ name: 'field-covered', field })),
  );
});

test('an annotation is not hidden if finding its other pages exceeds the budget', async () => {
  const original = await many(1, overText);

  // 52 steps for the page, 50 for finding shared annotations.
  expect((await drawn(original, fields, { maxAnnotationSteps: 102 })).problems).toEqual([]);
  expect((await drawn(original, fields, { maxAnnotationSteps: 101 })).problems).toEqual(covers);
});

test('a page with far too many annotations over a field is drawn, and the field is reported as covered', async () => {
  const { pdf, problems } = await drawn(await many(25_000, overText), fields);

  expect(pdf).toBeDefined();
  expect(problems).toEqual(covers);
});
