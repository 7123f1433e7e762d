import { PDFName, type PDFObject, type PDFRef } from '@cantoo/pdf-lib';
import { annotatedTemplate, whiteArea, type AnnotationMaker } from './kit/annotated-template';
import { fields } from './kit/covered-fields';
import { drawn, textMark } from './kit/drawn';
import { pagePictures } from './kit/page-pictures';

jest.setTimeout(240_000);

const upright = { MediaBox: [0, 0, 400, 300] };
/** Where the text is, in the page's own coordinates. */
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

/** One annotation as an object, with that, over the text unless told. */
async function withOne(make: (maker: AnnotationMaker) => Entries) {
  let ref: PDFRef | undefined;
  const original = await annotatedTemplate(upright, (maker) => [
    (ref = maker.register({ Type: 'Annot', Subtype: 'Stamp', Rect: overText, ...make(maker) })),
  ]);
  return { original, ref: ref! };
}

/** The numbers of the objects that were appended. */
function updated(original: Buffer, pdf: Buffer): readonly number[] {
  const update = pdf.subarray(original.length).toString('latin1');
  return [...update.matchAll(/^(\d+) \d+ obj$/gm)].map(([, number]) => Number(number));
}

test('the one that is not left alone is in the update, hidden, and says all else that it said', async () => {
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
  ['what is beside it', [82, 185, 90, 195], 2, false],
  ['the half of its frame that is outside of it', [39.5, 160, 39.9, 161], 1, true],
  ['the rest of a field whose check box is smaller', [55, 175, 59, 179], 0.25, true],
])('an annotation over %s is told from others', async (_, Rect, scale, isBelow) => {
  const { original, ref } = await withOne((maker) => ({ ...usual(maker), Rect }));

  const { pdf } = await drawn(original, [{ ...fields[1]!, scale } as (typeof fields)[number]]);

  expect(updated(original, pdf!).includes(ref.objectNumber)).toBe(isBelow);
});

test('one that only some readers turn with its page is hidden where either of its places is over a field', async () => {
  const turned = (Rect: readonly number[]) =>
    annotatedTemplate({ MediaBox: [0, 0, 300, 400], Rotate: 90 }, (maker) => [
      maker.object({ Subtype: 'Stamp', Rect, F: 16, ...usual(maker) }),
    ]);
  const isBaked = async (Rect: readonly number[]) =>
    (await drawn(await turned(Rect), fields)).pdf!.toString('latin1').includes('EsignBelow');

  // The text is at 60, 200 to 90, 350.
  expect(await isBaked([60, 200, 90, 350])).toBe(true);
  expect(await isBaked([60, 170, 210, 200])).toBe(true);
  expect(await isBaked([100, 170, 210, 200])).toBe(false);
});

const off = (maker: AnnotationMaker) => ({ AP: { N: { On: usual(maker).AP.N } }, AS: 'Off' });

test.each<[string, (maker: AnnotationMaker) => Entries]>([
  ['elsewhere', (maker) => ({ ...usual(maker), Rect: [10, 10, 160, 40] })],
  ['right above the field', (maker) => ({ ...usual(maker), Rect: [200, 240, 350, 270] })],
  ['right beside it', (maker) => ({ ...usual(maker), Rect: [50, 210, 200, 240] })],
  ['hidden', (maker) => ({ ...usual(maker), F: 6 })],
  ['not to be viewed', (maker) => ({ ...usual(maker), F: 32 })],
  ['of a popup', (maker) => ({ ...usual(maker), Subtype: 'Popup' })],
  ['of a link without an appearance', () => ({ Subtype: 'Link', Border: [0, 0, 1] })],
  ['of a form field without an appearance', () => ({ Subtype: 'Widget', FT: 'Sig' })],
  ['of a highlight without an appearance, which tints only', () => ({ Subtype: 'Highlight', C: [1, 1, 0] })],
  ['with an appearance that is nothing', () => ({ AP: { D: 7 }, Subtype: 'Widget' })],
  ['without an appearance for its state', off],
  ['with an empty rectangle', (maker) => ({ ...usual(maker), Rect: [200, 225, 350, 225] })],
  ['with an empty box', withAppearance({ BBox: [0, 0, 0, 30] })],
])('an annotation %s is left as it is', async (_, make) => {
  const { original, ref } = await withOne(make);

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual([]);
  expect(updated(original, pdf!)).not.toContain(ref.objectNumber);
  expect(pdf!.subarray(original.length).toString('latin1')).not.toContain('EsignBelow');
});

test('a field that is not drawn is nothing to uncover', async () => {
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
  ['with a matrix that makes a line of it', withAppearance({ Matrix: [1, 0, 1, 0, 0, 0] })],
  ['with a matrix that makes nothing of it', withAppearance({ Matrix: [1e-300, 0, 0, 1e-300, 0, 0] })],
  ['with a box that is far too large', withAppearance({ BBox: [0, 0, 1e9, 1e9] })],
  ['that is an image', withAppearance({ Subtype: 'Image' })],
  ['for each state, and in none', (maker) => ({ AP: { N: { On: usual(maker).AP.N } } })],
  ['for a state that has states', (maker) => ({ AP: { N: { On: { On: usual(maker).AP.N } } }, AS: 'On' })],
])('a field below an appearance %s is drawn, and named', async (_, make) => {
  const { original, ref } = await withOne(make);

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual(covers);
  expect(updated(original, pdf!)).not.toContain(ref.objectNumber);
  expect((await pagePictures(pdf!))[0]?.text).toContain('Jane Doe');
});

test('a field below what readers paint themselves, without an appearance, is named', async () => {
  const { original } = await withOne(() => ({ Subtype: 'Square', IC: [1, 1, 1], C: [1, 0, 0] }));

  const { pdf, problems } = await drawn(original, fields);

  expect(problems).toEqual(covers);
  // The white square is over the text: that is what the problem says.
  const [page] = await pagePictures(pdf!);
  const text = page!.data.filter((_, at) => {
    const [x, y] = [(at / 4) % 400, Math.floor(at / 1600)];
    return at % 4 === 0 && x > 205 && x < 345 && y > 65 && y < 85;
  });
  expect(text.every((value) => value > 200)).toBe(true);
});

test('a field below a form field without an appearance, but with a background that some readers paint, is named', async () => {
  const { original } = await withOne(() => ({ Subtype: 'Widget', FT: 'Tx', MK: { BG: [1, 1, 1] } }));

  expect((await drawn(original, fields)).problems).toEqual(covers);
});

test('an appearance that does not say that it is a form is copied once, and no more than is allowed', async () => {
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

test('each field is named once, however many lie over it, and all of those that one lies over', async () => {
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
])('%s that two pages have is not hidden, as it would be on both', async (_, share) => {
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

test('beyond the limit, no more annotations become part of a page', async () => {
  const { pdf, problems } = await drawn(await many(4, overText), fields, { maxFlattenedAnnotations: 3 });

  expect(problems).toEqual(covers);
  expect(pdf!.toString('latin1').match(/\/F 2\n/g)).toHaveLength(3);
});

test('where there are more annotations than are looked at, every field may be covered', async () => {
  const original = await many(4, [10, 10, 20, 20]);

  expect((await drawn(original, fields, { maxAnnotationSteps: 4 * 52 })).problems).toEqual([]);
  expect((await drawn(original, fields, { maxAnnotationSteps: 4 * 52 - 1 })).problems).toEqual(
    ['text', 'check'].map((field) => ({ name: 'field-covered', field })),
  );
});

test('where it is not known on which pages an annotation is, it is not hidden', async () => {
  const original = await many(1, overText);

  // 52 for the page, 50 for finding out.
  expect((await drawn(original, fields, { maxAnnotationSteps: 102 })).problems).toEqual([]);
  expect((await drawn(original, fields, { maxAnnotationSteps: 101 })).problems).toEqual(covers);
});

test('a page with more annotations over a field than a form could have is drawn, and the field is named', async () => {
  const { pdf, problems } = await drawn(await many(25_000, overText), fields);

  expect(pdf).toBeDefined();
  expect(problems).toEqual(covers);
});
