import fc from 'fast-check';
import { strikeOut } from '../../../lambda/proof/strike-out';

const token = 'Zq3vT8sLw0pXy7RbNc5kJh2mGf9dAe4uVi6oBt1sQxYz';
const mark = '[struck out]';

const strike = (text: string, ...secrets: string[]) => {
  const { bytes, count } = strikeOut(Buffer.from(text), secrets);
  return { text: Buffer.from(bytes).toString(), count };
};

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('strikeOut', () => {
  it.each<[string, string, (secret: string) => string]>([
    ['as it is', token, (secret) => secret],
    ['inside of an address', token, (secret) => `{"target":"https://x.example/webhooks/e/${secret}?a=1"}`],
    ['inside of an address in JSON that escapes slashes', token, (secret) => `"https:\\/\\/x\\/${secret}"`],
    ['percent-encoded', 'a secret/with?odd=signs&more', encodeURIComponent],
    ['escaped as JSON has it', 'a "secret"\\with\tquotes', (secret) => JSON.stringify({ secret })],
    [
      'inside of a text that is escaped as JSON has it',
      'a "secret"\\with\tquotes',
      (secret) => JSON.stringify(`https://x/${secret}/end`),
    ],
    ['as hex', token, (secret) => Buffer.from(secret).toString('hex')],
    ['as hex in capitals', token, (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
    ['as base64', token, base64],
    ['as base64url', `${token}>>>???`, base64url],
    ['as base64url where base64 has a slash', `??????${token}`, base64url],
    ...[0, 1, 2].map((shift): [string, string, (secret: string) => string] => [
      `inside of base64, ${shift} bytes into a group`,
      token,
      (secret) => base64(`${'-'.repeat(shift)}${secret}/end`),
    ]),
  ])('replaces a secret %s', (_how, secret, written) => {
    const { text, count } = strike(`{"before":1,"x":${written(secret)}}`, secret);

    expect(count).toBe(1);
    expect(text).toMatch(/^\{"before":1,"x":.*\[struck out\].*\}$/);
    expect(text).not.toContain(secret);
  });

  it('replaces and counts each occurrence of each secret', () => {
    expect(strike(`${token} other-secret-of-ours ${token}${token}`, token, 'other-secret-of-ours')).toEqual({
      text: `${mark} ${mark} ${mark}${mark}`,
      count: 4,
    });
  });

  it('replaces the longer secret first if one contains the other', () => {
    expect(strike(`${token}-new`, token, `${token}-new`)).toEqual({ text: mark, count: 1 });
  });

  it('leaves the bytes around a secret unchanged, also invalid UTF-8', () => {
    const around = Buffer.from([0xff, 0x00, 0xc3]);

    const { bytes } = strikeOut(Buffer.concat([around, Buffer.from(token), around]), [token]);

    expect(Buffer.from(bytes)).toEqual(Buffer.concat([around, Buffer.from(mark), around]));
  });

  it.each([[[]], [['']]])('replaces nothing for the secrets %j', (secrets) => {
    expect(strike('some text', ...secrets)).toEqual({ text: 'some text', count: 0 });
  });

  it('does not copy the bytes without a match', () => {
    const bytes = Buffer.from('some text');

    expect(strikeOut(bytes, [token]).bytes).toBe(bytes);
  });

  it('leaves bytes without a secret unchanged', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(strikeOut(bytes, [token])).toEqual({ bytes, count: 0 });
      }),
    );
  });

  it('leaves nothing of a secret at any place in any bytes', () => {
    const secret = fc.string({ minLength: 16, maxLength: 44, unit: 'grapheme-ascii' });
    const parts = fc.array(fc.uint8Array({ maxLength: 20 }), { minLength: 2, maxLength: 6 });

    fc.assert(
      fc.property(secret, parts, (value, around) => {
        const written = around.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(value), part]));

        const { bytes, count } = strikeOut(Buffer.concat(written), [value]);

        expect(count).toBeGreaterThan(0);
        expect(Buffer.from(bytes).includes(value)).toBe(false);
      }),
    );
  });

  it('finds a secret behind megabytes of its prefixes', () => {
    const beginnings = `${token.slice(0, -1)} `.repeat(120_000);

    const { count } = strike(beginnings + token, token);

    expect(count).toBe(1);
  });
});
