import fc from 'fast-check';
import { strikeOut } from '../../../lambda/proof/strike-out';

const token = 'Zq3vT8sLw0pXy7RbNc5kJh2mGf9dAe4uVi6oBt1sQxYz';
const mark = '[struck out]';

const strike = (text: string, ...secrets: string[]) => {
  const { bytes, count } = strikeOut(Buffer.from(text), secrets);
  return { text: Buffer.from(bytes).toString(), count };
};

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json = (text: string) => JSON.stringify(text);
const jsonAscii = (text: string, change = (hex: string) => hex) =>
  text.replaceAll(/[^ -~]/g, (unit) => `\\u${change(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
const everyByte = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('strikeOut', () => {
  it.each<[string, string, (secret: string) => string]>([
    ['as it is', token, (secret) => secret],
    ['inside of an address', token, (secret) => `{"target":"https://x.example/webhooks/e/${secret}?a=1"}`],
    ['inside of an address in JSON that escapes slashes', token, (secret) => `"https:\\/\\/x\\/${secret}"`],
    ['percent-encoded', 'a secret/with?odd=signs&more', encodeURIComponent],
    ['as a form has it', 'a secret with three spaces', (secret) => secret.replaceAll(' ', '+')],
    ['escaped as JSON has it', 'a "secret"\\with\tquotes', (secret) => JSON.stringify({ secret })],
    [
      'inside of a text that is escaped as JSON has it',
      'a "secret"\\with\tquotes',
      (secret) => JSON.stringify(`https://x/${secret}/end`),
    ],
    ['with slashes that PHP escapes', 'ab/cd/ef', (secret) => `"${secret.replaceAll('/', '\\/')}"`],
    ['with letters that Python escapes', 'clé-für-uns-😀', (secret) => jsonAscii(secret)],
    [
      'with letters escaped in capitals',
      'clé-für-uns-😀',
      (secret) => jsonAscii(secret, (hex) => hex.toUpperCase()),
    ],
    [
      'percent-encoded in small letters',
      'a/é?b',
      (secret) => encodeURIComponent(secret).replaceAll(/%../g, (hex) => hex.toLowerCase()),
    ],
    ['percent-encoded, every byte', token, everyByte],
    ['as a form has it', 'a secret+with/signs', (secret) => new URLSearchParams({ s: secret }).toString()],
    ['with single quotes that JavaScript escapes', "it's ours", (secret) => secret.replaceAll("'", "\\'")],
    ['as HTML has it', '<a> & "b" \'c\'', () => '&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;'],
    ['as HTML has it in numbers', 'é😀&<', () => '&#233;&#x1F600;&#38;&#x3c;'],
    ['as JSON in JSON in JSON', 'a "b" \\ /é', (secret) => json(json(json(secret)))],
    [
      'as base64 in JSON that escapes slashes',
      `??????${token}`,
      (secret) => base64(secret).replaceAll('/', '\\/'),
    ],
    ['that looks like an escape', 'a%41\\u0041&amp;b/c', (secret) => secret.replaceAll('/', '\\/')],
    ['that looks like an escape, percent-encoded', 'a%41\\n&amp;b/c', encodeURIComponent],
    ['with a space, in JSON that escapes slashes', 'a b/c', (secret) => secret.replaceAll('/', '\\/')],
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

  it('leaves nothing of a secret in any mixture of escapes, up to three times one in the other', () => {
    const encoders: ((text: string) => string)[] = [
      (text) => json(text).slice(1, -1),
      (text) => json(text).slice(1, -1).replaceAll('/', '\\/'),
      (text) => jsonAscii(json(text).slice(1, -1)),
      encodeURIComponent,
      everyByte,
      (text) => new URLSearchParams({ s: text }).toString().slice(2),
      (text) => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
      (text) => text,
    ];
    const secret = fc.string({ minLength: 4, maxLength: 20, unit: 'grapheme' });
    const chain = fc.array(fc.constantFrom(...encoders), { maxLength: 3 });

    fc.assert(
      fc.property(secret, chain, (value, encode) => {
        const written = encode.reduce((text, one) => one(text), value);

        expect(strike(`{"before":"${written}","after":1}`, value)).toEqual({
          text: `{"before":"${mark}","after":1}`,
          count: 1,
        });
      }),
    );
  });

  it.each([
    ['half of a pair', '\\ud83d-'],
    ['half of a pair before another letter', '\\ud83d--u0041'],
    ['a number that is no character', '&#x110000;'],
    ['an escape that JSON does not have', '\\N\\U0041'],
    ['an escape that ends too early', '%4-'],
    ['an unknown name', '&nbsp;'],
  ])('leaves %s as it is', (_what, text) => {
    expect(strike(text, token)).toEqual({ text, count: 0 });
    expect(strike(`${text}${encodeURIComponent('a/secret')}`, 'a/secret').text).toBe(`${text}${mark}`);
  });

  it.each([
    ['behind half of a pair', 'u0041/x', '\\ud83d-u0041\\/x'],
    ['with a pair behind an escaped letter', 'a😀', '\\u0061\\ud83d\\ude00'],
    ['with the last character that there is', 'a\u{10ffff}', 'a&#1114111;'],
    ['with the same in hexadecimal', 'a\u{10ffff}', 'a&#X10FFFF;'],
    ['with controls that JSON escapes', '\b\f\n\r\t', '\\b\\f\\n\\r\\t'],
    ['with a space, escaped as a whole', 'a b', 'a%20b'],
  ])('finds a secret %s', (_what, secret, text) => {
    expect(strike(text, secret).count).toBe(1);
  });

  it('joins places that overlap', () => {
    expect(strike('abcabcab', 'abcab', 'cabca', 'ab')).toEqual({ text: mark, count: 1 });
  });

  it('resolves escapes up to four times', () => {
    const nested = (levels: number) => Array.from({ length: levels }).reduce<string>(json, 'a"secret"');

    expect(strike(nested(4), 'a"secret"').count).toBe(1);
    expect(strike(nested(5), 'a"secret"').count).toBe(0);
  });

  it('takes one pass for megabytes of escapes', () => {
    const beginnings = everyByte(token.slice(0, -1)).repeat(40_000);

    expect(strike(beginnings + everyByte(token), token).count).toBe(1);
  });
});
