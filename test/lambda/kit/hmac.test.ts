import { hmac } from '../../../lambda/kit/hash';

describe('hmac', () => {
  it.each([
    ['sha256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    ['sha1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ] as const)(
    'gives the digest that the RFCs print for %s (4231 and 2202, test case 2)',
    (algorithm, digest) => {
      const mac = hmac(algorithm, 'Jefe', 'what do ya want for nothing?');

      expect(mac.toString('hex')).toBe(digest);
    },
  );

  it('takes the parts as one text, whether they are texts or bytes', () => {
    const whole = hmac('sha256', 'key', 'Žluťoučký kůň');
    const inParts = hmac('sha256', 'key', 'Žluť', Buffer.from('oučký kůň', 'utf8'));

    expect(inParts).toEqual(whole);
  });
});
