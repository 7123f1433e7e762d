import { PDFContext, PDFRawStream, type PDFDict } from '@cantoo/pdf-lib';
import { deflateSync } from 'node:zlib';
import { readStreams } from '../../../lambda/drawing/content/read-streams';

const context = PDFContext.create();
const plain = (text: string) => PDFRawStream.of(context.obj({}) as PDFDict, Buffer.from(text));
const filtered = (bytes: Buffer, ...filters: readonly string[]) =>
  PDFRawStream.of(context.obj({ Filter: [...filters] }) as PDFDict, bytes);
const deflated = (text: string) => filtered(deflateSync(text), 'FlateDecode');
const read = (streams: readonly PDFRawStream[], contentBytes = 1_000_000) => {
  const budget = { contentBytes };
  const { bytes, ...others } = readStreams(streams, budget);
  return { text: bytes.toString(), ...others, spent: contentBytes - budget.contentBytes };
};

test('streams are joined with a line end, and it says where', () => {
  expect(read([plain('q'), deflated('0 g'), plain('Q')])).toMatchObject({
    text: 'q\n0 g\nQ\n',
    joints: [1, 5, 7],
    isWhole: true,
    isTooLarge: false,
  });
});

test('no stream is an empty content', () => {
  expect(read([])).toMatchObject({ text: '', joints: [], isWhole: true, isTooLarge: false, spent: 0 });
});

test('a content with a damaged stream is what could be read of all of them, and not whole', () => {
  const cut = filtered(deflateSync('0 g '.repeat(9)).subarray(0, -6), 'FlateDecode');

  const { text, isWhole } = read([plain('q'), cut, plain('Q')]);

  expect(isWhole).toBe(false);
  expect(text).toMatch(/^q\n[0 g]*\nQ\n$/);
});

test('a content in the filter of an image has no bytes, and is not whole', () => {
  expect(read([filtered(Buffer.from('0 g'), 'DCTDecode')])).toMatchObject({ text: '\n', isWhole: false });
});

describe('the budget', () => {
  test('is spent on what is stored and what comes out of it', () => {
    const stream = deflated('0 g '.repeat(1_000));
    expect(read([stream]).spent).toBe(4_000 + stream.contents.length);
  });

  test('is spent twelve times on damage, which is read again and again', () => {
    const stream = filtered(deflateSync('0 g '.repeat(1_000)).subarray(0, -6), 'FlateDecode');
    const { text, spent } = read([stream]);
    expect(spent).toBe(12 * (text.length - 1) + stream.contents.length);
  });

  test('is spent up to its limit on compression in compression, whose cost the result does not show', () => {
    const twice = filtered(deflateSync(deflateSync('0 g')), 'FlateDecode', 'FlateDecode');
    expect(read([twice]).spent).toBe(1_000_000);
  });

  test('allows text in compression', () => {
    const hex = Buffer.from(`${deflateSync('0 g').toString('hex')}>`);
    expect(read([filtered(hex, 'ASCIIHexDecode', 'FlateDecode')]).spent).toBe(3 + hex.length);
  });

  test('that is too small gives no bytes, not even those of the streams before', () => {
    const result = read([plain('q'), deflated('0 g '.repeat(1_000))], 3_000);
    expect(result).toMatchObject({ text: '', joints: [], isWhole: false, isTooLarge: true });
  });

  test('that is spent reads nothing more', () => {
    expect(read([plain('q')], 0)).toMatchObject({ text: '', isTooLarge: true, spent: 0 });
  });
});

test('a content has 32 MB at most, however large the budget is', () => {
  const half = deflated(' '.repeat(17 * 1024 ** 2));
  expect(read([half], 1024 ** 3).isTooLarge).toBe(false);
  expect(read([half, half], 1024 ** 3).isTooLarge).toBe(true);
});
