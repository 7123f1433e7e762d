import { PDFDocument } from '@cantoo/pdf-lib';
import { inspect } from './inspect';
import { onePage, soundPdf, textPdf } from './sound-pdf';

let sound: { readonly table: Buffer; readonly stream: Buffer };

beforeAll(async () => {
  sound = { table: await soundPdf({ tables: 'table' }), stream: await soundPdf({ tables: 'stream' }) };
});

const replaced = (pattern: RegExp, replacement: string) => (file: Buffer) =>
  Buffer.from(file.toString('latin1').replaceAll(pattern, replacement), 'latin1');
const without = (start: number, count: number) => (file: Buffer) =>
  Buffer.concat([file.subarray(0, start), file.subarray(start + count)]);

describe.each(['table', 'stream'] as const)('a PDF with a cross-reference %s', (tables) => {
  test.each([
    ['nothing', (file: Buffer) => file],
    ['zeros behind it', (file: Buffer) => Buffer.concat([file, Buffer.alloc(20_000)])],
    ['HTML behind it', (file: Buffer) => Buffer.concat([file, Buffer.from(`<p>${'x'.repeat(5_000)}</p>`)])],
    ['junk before it', (file: Buffer) => Buffer.concat([Buffer.from('junk\n'.repeat(20)), file])],
    [
      'an offset that is wrong by some bytes',
      (file: Buffer) => replaced(/(?<=startxref\n\d*)\d(?=\n)/g, '4')(file),
    ],
  ])('looks undamaged with %s', async (_, change) => {
    const file = change(sound[tables]);

    expect(await inspect(file)).toBeUndefined();
    expect(await inspect(file, 7)).toBeUndefined();
  });

  test.each([
    ['UTF-8', (file: Buffer) => Buffer.from(file.toString('utf8'))],
    ['Latin-1', (file: Buffer) => Buffer.from(file.toString('latin1'))],
    ['Windows-1252', (file: Buffer) => Buffer.from(new TextDecoder('windows-1252').decode(file))],
    ['ASCII, with question marks', replaced(/[\x80-\xff]/g, '?')],
    ['ASCII, without the other bytes', replaced(/[\x80-\xff]/g, '')],
    ['ASCII, without the highest bit', (file: Buffer) => Buffer.from(file.map((byte) => byte & 0x7f))],
  ])('looks decoded as %s, whatever its chunks', async (_, change) => {
    const file = change(sound[tables]);

    expect(await inspect(file)).toBe('file-decoded-as-text');
    expect(await inspect(file, 5)).toBe('file-decoded-as-text');
  });

  test.each([
    ['LF to CR LF', replaced(/\n/g, '\r\n')],
    ['LF to CR LF, except where it was', replaced(/\r?\n/g, '\r\n')],
    ['CR and CR LF to LF', replaced(/\r\n?/g, '\n')],
    ['CR to LF', replaced(/\r/g, '\n')],
    ['LF to CR', replaced(/\n/g, '\r')],
    ['all to CR LF', replaced(/\r\n?|\n/g, '\r\n')],
  ])('looks translated from %s', async (_, change) => {
    expect(await inspect(change(sound[tables]))).toBe('file-line-ends-changed');
  });

  test.each([
    ['missing in the middle', without(8_000, 1_460)],
    ['missing near the start', without(200, 100)],
  ])('looks cut short if bytes are %s', async (_, change) => {
    expect(await inspect(change(sound[tables]))).toBe('file-cut-short');
  });

  test.each([
    ['is too small', replaced(/(?<=startxref\n)\d+/g, '9999')],
    ['is no number', replaced(/(?<=startxref\n)\d+/g, 'none')],
    [
      'counts bytes that came twice',
      (file: Buffer) => Buffer.concat([file.subarray(0, 9_000), file.subarray(8_000)]),
    ],
  ])('looks as if its tables were missing if their place %s', async (_, change) => {
    expect(await inspect(change(sound[tables]))).toBe('file-tables-missing');
  });
});

test('tells a translation of few line ends by the bytes that it adds', async () => {
  expect(await inspect(replaced(/\n/g, '\r\n')(textPdf(onePage)))).toBe('file-line-ends-changed');
  expect(await inspect(replaced(/\r\n/g, '\n')(textPdf(onePage, { lineEnd: '\r\n' })))).toBe(
    'file-line-ends-changed',
  );
});

test.each(['\n', '\r', '\r\n'])(
  'accepts text with line ends %j, wherever its first byte is',
  async (lineEnd) => {
    expect(await inspect(textPdf(onePage, { lineEnd }))).toBeUndefined();
    expect(await inspect(textPdf(onePage, { lineEnd, junk: 'HTTP/1.1 200 OK\r\n\r\n' }))).toBeUndefined();
  },
);

test.each([
  ['texts in UTF-8', ['(Gruß – 署名)', '<</Title(\u{FFFD})>>']],
  ['bytes above 127 in text only', ['(\xe4\xf6\xfc)'.repeat(50)]],
  ['a page whose name has a code', []],
])('accepts a PDF with %s', async (_, objects) => {
  const page = objects.length > 0 ? onePage[2]! : '<</Type/P#61ge>>';
  const text = textPdf([
    ...onePage.slice(0, 2),
    page,
    ...objects.map((object) => Buffer.from(object).toString('latin1')),
  ]);

  expect(await inspect(text)).toBeUndefined();
});

describe('a PDF without a page', () => {
  test.each([true, false])('is found, with object streams: %s', async (useObjectStreams) => {
    const pdf = await PDFDocument.create();
    const file = Buffer.from(await pdf.save({ addDefaultPage: false, useObjectStreams }));

    expect(await inspect(file)).toBe('file-without-page');
  });

  test('is not found if an object stream cannot be read: there may be pages in it', async () => {
    const packed = '<</Type/ObjStm/Filter/LZWDecode/Length 3>>\nstream\nabc\nendstream';

    expect(await inspect(textPdf([...onePage.slice(0, 2), packed]))).toBeUndefined();
    expect(await inspect(textPdf(onePage.slice(0, 2)))).toBe('file-without-page');
  });
});

test('finds that a PDF with its first page in front is shorter than its first lines say', async () => {
  const file = textPdf(['<</Linearized 1/L 100000>>', ...onePage]);
  const updated = textPdf(['<</Linearized 1/L 90>>', ...onePage]);

  expect(await inspect(file)).toBe('file-cut-short');
  expect(await inspect(updated)).toBeUndefined();
});

test('sees by the rows of the table that CR LF became LF, although the file had LF beside it', async () => {
  const file = textPdf([...onePage, '(one\ntwo)'], { lineEnd: '\r\n' });

  expect(await inspect(replaced(/\r\n/g, '\n')(file))).toBe('file-line-ends-changed');
});
