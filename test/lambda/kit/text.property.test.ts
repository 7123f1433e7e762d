import fc from 'fast-check';
import { clipped } from '../../../lambda/kit/clipped';
import { clipText, decodeBase64 } from '../../../lambda/kit/text';

describe('clipText', () => {
  it('leaves a short text unchanged', () => {
    expect(clipText('Vertrag 😀', 10)).toBe('Vertrag 😀');
  });

  it('cuts before a surrogate pair that would be split', () => {
    expect(clipText('Vertrag 😀', 9)).toBe('Vertrag ');
  });

  it('keeps the complete surrogate pairs', () => {
    expect(clipText('😀😀😀', 4)).toBe('😀😀');
    expect(clipText('😀😀😀', 5)).toBe('😀😀');
  });

  it('removes a lone surrogate at the end', () => {
    expect(clipText('Vertrag \ud83d', 20)).toBe('Vertrag ');
  });

  it('returns the longest beginning that splits no surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 20 }), (text, maxLength) => {
        const beginning = clipText(text, maxLength);

        expect(text.startsWith(beginning)).toBe(true);
        expect(beginning.length).toBeLessThanOrEqual(maxLength);
        expect(beginning.length).toBeGreaterThanOrEqual(Math.min(text.length, maxLength - 1));
        expect(beginning).not.toMatch(/[\uD800-\uDBFF]$/);
      }),
    );
  });
});

test('clipped: the schema cuts a text and rejects anything else', () => {
  expect(clipped(3).parse('abcd')).toBe('abc');
  expect(clipped(3).safeParse(7).success).toBe(false);
});

describe('decodeBase64', () => {
  it('decodes what Node encodes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('rejects each text that is not the canonical encoding of its bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
        const bytes = decodeBase64(text);

        expect(bytes === undefined || bytes.toString('base64') === text).toBe(true);
      }),
    );
  });

  it.each([
    'QQ',
    'QQ=',
    'QR==',
    'QQ== ',
    ' QQ==',
    'QQ==\n',
    'Q Q==',
    'QQ==,QQ==',
    '_-8=',
    'QQ===',
    '=',
    'QQ=='.repeat(2),
  ])('rejects %j, which a lenient decoder accepts', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
