import fc from 'fast-check';
import { equalInConstantTime, hmac, sha256Hex } from '../../../lambda/kit/hash';

describe('sha256Hex', () => {
  it('returns the digest of abc from FIPS 180', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('encodes a text in UTF-8', () => {
    expect(sha256Hex('Žluť')).toBe(sha256Hex(Buffer.from('Žluť', 'utf8')));
  });
});

describe('hmac', () => {
  it.each([
    ['sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    ['sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ] as const)('returns the digest from the RFCs for %s (4231 and 2202, test case 2)', (algorithm, digest) => {
    const mac = hmac(algorithm, 'Jefe', 'what do ya want for nothing?');

    expect(mac.toString('hex')).toBe(digest);
  });

  it('concatenates its parts, texts as well as bytes', () => {
    const whole = hmac('sha256', 'key', 'Žluťoučký kůň');
    const inParts = hmac('sha256', 'key', 'Žluť', Buffer.from('oučký kůň', 'utf8'));

    expect(inParts).toEqual(whole);
  });
});

describe('equalInConstantTime', () => {
  it('agrees with Buffer.compare for any bytes, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (left, right) => {
        expect(equalInConstantTime(left, right)).toBe(Buffer.compare(left, right) === 0);
        expect(equalInConstantTime(left, Uint8Array.from(left))).toBe(true);
      }),
    );
  });
});
