import { drawn, textMark } from './kit/drawn';
import { at, pagePictures, type PagePicture } from './kit/page-pictures';
import { template } from './kit/templates';

let original: Buffer;

beforeAll(async () => {
  original = await template({ MediaBox: [0, 0, 400, 300] }, { content: '' });
});

async function pageWith(...marks: readonly ReturnType<typeof textMark>[]) {
  const { pdf, problems } = await drawn(original, marks);
  const [page] = await pagePictures(pdf!, 2);
  return { page: page!, problems };
}

/** Returns the bounding box of everything that is not white, in points from the top left. */
function inked({ width, height, data }: PagePicture) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let index = 0; index < width * height; index++) {
    if ((data[4 * index] ?? 255) > 200) continue;
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
  }
  return right === 0 ? undefined : { left: left / 2, top: top / 2, right: right / 2, bottom: bottom / 2 };
}

/** The words of a text in a fixed order, as programs extract them in different orders. */
const words = (text: string) => text.normalize('NFC').trim().split(/\s+/).sort();

test.each([
  ['Latin with diacritics', 'Řehoř Żółć Ñandú Þórður ŐŰ Nguyễn'],
  ['combinations of letter and mark without a character of their own', 'e̱x̣̄ Ậ́'],
  ['Greek', 'Ελληνικά Ωμέγα Άγγελος'],
  ['Cyrillic', 'Иван Їжак Ђорђе'],
  ['Hebrew', 'שלום עולם'],
  ['Arabic', 'مرحبا بالعالم'],
  ['two directions in one line', 'Haus שלום 12'],
  ['Devanagari', 'नमस्ते दुनिया'],
  ['Armenian and Georgian', 'հայերեն ქართული'],
  ['symbols', '✓ → € № ½'],
])('a text in %s is drawn, and can be copied and searched for', async (_, text) => {
  const { page, problems } = await pageWith(textMark(text));

  expect(problems).toEqual([]);
  expect(words(page.text)).toEqual(words(text));
  expect(inked(page)).toBeDefined();
});

test.each([
  ['a script that no font has', '田中太郎'],
  ['one such character in a text', 'Suite 5 田'],
  ['half a surrogate pair', 'x\ud800'],
  ['an unassigned character', '\u0378'],
])('%s is not drawn at all, rather than with a question mark or in part', async (_, text) => {
  const { page, problems } = await pageWith(textMark(text));

  expect(problems).toEqual([{ name: 'text-not-drawable', field: 'a text' }]);
  expect(page.text.trim()).toBe('');
  expect(inked(page)).toBeUndefined();
});

test('invisible formatting characters do not prevent a text from being drawn', async () => {
  const { page, problems } = await pageWith(textMark('Zo\u200be\u00ad \ufeff\u200ered'));

  expect(problems).toEqual([]);
  expect(inked(page)).toBeDefined();
});

const box = { x: 100, y: 100, width: 80, height: 30 };

test('a text that is too long for a line is wrapped between words, at its own font size if that fits', async () => {
  const { page, problems } = await pageWith(
    textMark('one two three four', { size: 10, box: { ...box, height: 40 } }),
  );

  expect(problems).toEqual([]);
  expect(page.text.trim().split(/\r?\n/)).toHaveLength(2);
});

test.each([
  ['many words', 'one two three four five six seven eight nine ten eleven twelve', []],
  ['one long word', 'Donaudampfschifffahrtsgesellschaftskapitän', []],
  ['more than fits at any size', 'word '.repeat(400), ['text-clipped']],
  ['a word of 3,000 letters', 'x'.repeat(3_000), ['text-clipped']],
  ['more lines than fit', 'a\n'.repeat(50), ['text-clipped']],
])('%s: the text stays within its box', async (_, text, names) => {
  const { page, problems } = await pageWith(textMark(text, { size: 30, box }));

  expect(problems.map(({ name }) => name)).toEqual(names);
  const ink = inked(page)!;
  expect(ink.left).toBeGreaterThanOrEqual(box.x);
  expect(ink.top).toBeGreaterThanOrEqual(box.y);
  expect(ink.right).toBeLessThanOrEqual(box.x + box.width);
  expect(ink.bottom).toBeLessThanOrEqual(box.y + box.height);
});

test('a text in a low box gets a smaller font, and is not clipped', async () => {
  const { page, problems } = await pageWith(textMark('Hxg', { box: { ...box, height: 8 } }));

  expect(problems).toEqual([]);
  const { top, bottom } = inked(page)!;
  expect(bottom - top).toBeGreaterThan(4);
  expect(bottom - top).toBeLessThan(8);
});

test('a text keeps its own line breaks', async () => {
  const { page } = await pageWith(
    textMark('Main Street 1\nSpringfield', { box: { ...box, height: 60, width: 150 } }),
  );

  expect(page.text.trim().split(/\r?\n/)).toEqual(['Main Street 1', 'Springfield']);
});

test.each([
  ['bold', { bold: true, italic: false }],
  ['italic', { bold: false, italic: true }],
  ['bold and italic', { bold: true, italic: true }],
])('a %s text is drawn in that style', async (_, style) => {
  const [plain, styled] = [await pageWith(textMark('Strong')), await pageWith(textMark('Strong', { style }))];

  expect(styled.page.text.trim()).toBe('Strong');
  expect(Buffer.from(styled.page.data).equals(Buffer.from(plain.page.data))).toBe(false);
});

test('a text over the length limit is not drawn', async () => {
  const { problems } = await pageWith(textMark('x'.repeat(10_001)));

  expect(problems).toEqual([{ name: 'text-too-long', field: 'a text' }]);
});

test('a text is black', async () => {
  const { page } = await pageWith(textMark('█', { size: 20 }));
  const { left, right, top, bottom } = inked(page)!;

  expect(at(page, Math.round(left + right), Math.round(top + bottom))).toEqual([0, 0, 0]);
});
