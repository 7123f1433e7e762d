import crypto from 'node:crypto';
import fc from 'fast-check';
import { equalMacs, equalSecrets, hmac, sha256Hex } from '../../../lambda/kit/hash';

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

const comparisons = { equalMacs, equalSecrets };

describe.each(Object.entries(comparisons))('%s', (_name, equal) => {
  it('agrees with Buffer.compare for any bytes, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (left, right) => {
        expect(equal(left, right)).toBe(Buffer.compare(left, right) === 0);
        expect(equal(left, Uint8Array.from(left))).toBe(true);
      }),
    );
  });

  it('finds a difference of one bit at any place', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), fc.nat(7), (left, place, bit) => {
        const right = Uint8Array.from(left);
        right[place % left.length]! ^= 1 << bit;

        expect(equal(left, right)).toBe(false);
      }),
    );
  });

  it.each([
    ['the beginning', (mac: Buffer) => mac.subarray(0, -1)],
    ['the end', (mac: Buffer) => mac.subarray(1)],
    ['nothing', () => Buffer.alloc(0)],
    ['more than all', (mac: Buffer) => Buffer.concat([mac, Buffer.of(0)])],
  ])('%s of the bytes is not equal to all of them', (_what, part) => {
    const mac = hmac('sha256', 'key', 'text');

    expect(equal(mac, part(mac))).toBe(false);
    expect(equal(part(mac), mac)).toBe(false);
  });
});

describe('the time of a comparison', () => {
  it('is that of timingSafeEqual over all bytes of two MACs, wherever they differ', () => {
    const compared = jest.spyOn(crypto, 'timingSafeEqual');
    const mac = hmac('sha1', 'key', 'text');
    const other = Buffer.from(mac).fill(0, 0, 1);

    equalMacs(mac, other);

    expect(compared.mock.calls).toEqual([[mac, other]]);
  });

  it('is that of timingSafeEqual over two hashes of secrets, whatever their lengths', () => {
    const compared = jest.spyOn(crypto, 'timingSafeEqual');

    equalSecrets(Buffer.from('a'), Buffer.from('a longer secret'));

    expect(compared.mock.calls.map(([left, right]) => [left.byteLength, right.byteLength])).toEqual([
      [32, 32],
    ]);
  });
});
