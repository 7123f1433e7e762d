import { deflateRawSync, deflateSync } from 'node:zlib';
import { readStream, StreamTooLarge } from '../../../../lambda/pdf/stream-bytes';
import { encoders } from './encoders';
import { rawStream } from './streams';

const text = Buffer.from('BT (I owe you 100 dollars) Tj ET\n'.repeat(40));
const deflatedText = deflateSync(text);
const read = (contents: Uint8Array | string, Filter: unknown, more: Record<string, unknown> = {}) =>
  readStream(rawStream(Buffer.from(contents as string), { Filter, ...more }), 100_000);
const whole = { bytes: text, isWhole: true };

describe('what all readers take', () => {
  test.each([
    ['no filter', () => read(text, undefined), text],
    ['deflated bytes without their checksum', () => read(deflatedText.subarray(0, -4), 'FlateDecode'), text],
    [
      'a wrong checksum',
      () => read(Buffer.concat([deflatedText.subarray(0, -4), Buffer.alloc(4)]), 'Fl'),
      text,
    ],
    [
      'bytes behind the deflated ones',
      () => read(Buffer.concat([deflatedText, Buffer.from('\r\nendstream')]), 'Fl'),
      text,
    ],
    ['base 85 without its end', () => read('87cURD]i,"Ebo80', 'A85'), Buffer.from('Hello World!')],
    [
      'base 85 with half of its end, and white space',
      () => read('87cUR\n D]i,"\r\n\tEbo80~', 'ASCII85Decode'),
      Buffer.from('Hello World!'),
    ],
    ['hexadecimal digits without an end', () => read('48 656C\n6c 6f', 'AHx'), Buffer.from('Hello')],
    ['an odd number of hexadecimal digits', () => read('48 656C\n6c 7>', 'AHx'), Buffer.from('Hellp')],
    ['runs without an end', () => read(Buffer.from([1, 65, 66, 254, 67]), 'RL'), Buffer.from('ABCCC')],
    ['what stands behind an end', () => read('4142>43', 'ASCIIHexDecode'), Buffer.from('AB')],
    ['nothing at all in base 85', () => read('~>', 'ASCII85Decode'), Buffer.alloc(0)],
  ])('%s', (_, decode, bytes) => expect(decode()).toEqual({ bytes, isWhole: true }));
});

describe('entries', () => {
  const hexOfDeflated = encoders.ASCIIHexDecode(deflatedText);

  test.each([
    ['short names', { Filter: ['AHx', 'Fl'] }],
    ['null for parameters', { Filter: ['ASCIIHexDecode', 'FlateDecode'], DecodeParms: [null, null] }],
  ])('%s', (_, entries) => expect(readStream(rawStream(hexOfDeflated, entries), 100_000)).toEqual(whole));

  test.each([
    ['the short names of the entries', { F: ['AHx', 'FlateDecode'], DP: [null, { Predictor: 1 }] }],
    ['a filter for encryption, without encryption', { Filter: ['Crypt', 'AHx', 'Fl'] }],
    [
      'parameters that are not in a list, as the filters are',
      { Filter: ['AHx', 'Fl'], DecodeParms: { Predictor: 12 } },
    ],
  ])('%s is read, but not by every reader', (_, entries) => {
    expect(readStream(rawStream(hexOfDeflated, entries), 100_000)).toEqual({ bytes: text, isWhole: false });
  });

  test('an entry F that names a file is no filter', () => {
    expect(readStream(rawStream(text, { F: { Type: 'Filespec' } }), 100_000)).toEqual(whole);
  });

  test.each([
    ['a filter of images', 'DCTDecode'],
    ['an unknown filter', 'Rot13'],
    ['a name of an object’s own methods', 'constructor'],
    ['a number for a filter', [7]],
    ['filters without number', Array.from({ length: 5_000 }, () => 'RL')],
  ])('%s is not read', (_, Filter) => {
    expect(read(text, Filter)).toEqual({ bytes: Buffer.alloc(0), isWhole: false });
  });
});

describe('damage', () => {
  test('deflated bytes that are cut off are read up to their end', () => {
    const { bytes, isWhole } = read(deflatedText.subarray(0, -20), 'FlateDecode');

    expect(isWhole).toBe(false);
    expect(bytes.length).toBeGreaterThan(0);
    expect(text.subarray(0, bytes.length).equals(bytes)).toBe(true);
  });

  test('deflated bytes with an invalid block are read up to it', () => {
    // A block of 12,000 bytes as they are, then one of a type that does not exist.
    const start = Buffer.concat([
      Buffer.from([0x78, 0x01, 0x00, 0xe0, 0x2e, 0x1f, 0xd1]),
      Buffer.alloc(12_000, 'x'),
    ]);
    const { bytes, isWhole } = read(Buffer.concat([start, Buffer.alloc(9_000, 0xff)]), 'FlateDecode');

    expect(isWhole).toBe(false);
    expect(bytes.length).toBeGreaterThan(11_900);
    expect(bytes.length).toBeLessThanOrEqual(12_000);
  });

  test.each([
    ['deflated bytes without a header', deflateRawSync(text), 'FlateDecode', ''],
    ['a character that is no digit of base 85', '87cUR\u00e9D]i', 'ASCII85Decode', 'Hell'],
    ['zeros within a group of base 85', '87cUR8z7cUR', 'ASCII85Decode', 'Hell'],
    ['a group of base 85 that is too large', '87cURuuuuu', 'ASCII85Decode', 'Hell'],
    ['a last group of one digit', '87cUR8~>', 'ASCII85Decode', 'Hell'],
    ['a last group without an end of base 85', '87cUR8F', 'ASCII85Decode', 'HellH'],
    ['a null character in base 85', '87cUR\0', 'ASCII85Decode', 'Hell'],
    ['base 85 with a mark in front, as no reader takes it', '<~87cUR~>', 'ASCII85Decode', ''],
    ['an odd number of hexadecimal digits without an end', '41424', 'ASCIIHexDecode', 'AB@'],
    ['a null character among hexadecimal digits', '41\x0042>', 'ASCIIHexDecode', 'AB'],
    ['a character that is no hexadecimal digit', '4142x43>', 'ASCIIHexDecode', 'ABC'],
    ['a run that is cut off', Buffer.from([0, 65, 254]), 'RunLengthDecode', 'A'],
    ['literal bytes that are cut off', Buffer.from([0, 65, 5, 66]), 'RunLengthDecode', 'AB'],
    ['LZW without its end', Buffer.from([0x80, 0x10, 0x40]), 'LZWDecode', 'A'],
    // The codes are 256, 65, 300: nothing has 300.
    ['a code that LZW has not made', Buffer.from([0x80, 0x10, 0x65, 0x80]), 'LZWDecode', 'A'],
  ])('%s', (_, contents, Filter, bytes) =>
    expect(read(contents, Filter)).toEqual({ bytes: Buffer.from(bytes), isWhole: false }),
  );
});

describe('bombs', () => {
  const zeros = deflateSync(Buffer.alloc(10_000_000));
  const limit = 50_000;

  test.each([
    ['deflated zeros', zeros, ['FlateDecode']],
    ['deflated zeros, deflated', deflateSync(zeros), ['FlateDecode', 'FlateDecode']],
    ['zeros of base 85', Buffer.alloc(20_000, 'z'), ['ASCII85Decode']],
    ['runs', Buffer.alloc(2_000, Buffer.from([129, 0])), ['RunLengthDecode']],
    ['runs of runs', encoders.RunLengthDecode(Buffer.alloc(100_000, Buffer.from([129]))), ['RL', 'RL', 'RL']],
    ['LZW', encoders.LZWDecode(Buffer.alloc(200_000)), ['LZWDecode']],
    ['what is large only within the chain', deflateSync(Buffer.alloc(10_000_000, ' ')), ['Fl', 'AHx']],
  ])('%s', (_, contents, Filter) => {
    expect(() => readStream(rawStream(contents, { Filter }), limit)).toThrow(StreamTooLarge);
  });

  test('a stream of exactly the limit is read, and one byte more is not', () => {
    for (const filter of Object.keys(encoders) as (keyof typeof encoders)[]) {
      const stream = rawStream(encoders[filter](text), { Filter: filter });
      expect(readStream(stream, text.length)).toEqual({ bytes: text, isWhole: true });
      expect(() => readStream(stream, text.length - 1)).toThrow(StreamTooLarge);
    }
  });
});
