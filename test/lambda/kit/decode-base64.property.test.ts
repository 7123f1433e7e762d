import fc from 'fast-check';
import { decodeBase64 } from '../../../lambda/kit/text';

describe('decodeBase64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('refuses every text but the one that its bytes are written as', () => {
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
  ])('refuses %j, which a lenient decoder would read', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
