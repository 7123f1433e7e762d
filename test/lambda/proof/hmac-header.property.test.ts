import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { SecretValue } from '../../../lambda/kit/secret-value';
import { hmacHeader, type HmacHeader } from '../../../lambda/proof/hmac-header';

const current = { stage: 'current', value: 'the-secret-that-counts-now' } as const;
const previous = { stage: 'previous', value: 'the-secret-of-yesterday' } as const;
const body = Buffer.from('{"id":"e-1"}');

const schemes: readonly (readonly [string, HmacHeader])[] = [
  ['hex', { header: 'x-signature', encoding: 'hex', algorithm: 'sha256' }],
  ['base64 of SHA-1', { header: 'x-signature', encoding: 'base64', algorithm: 'sha1' }],
  ['hex with a prefix', { header: 'x-signature', prefix: 'sha256=', encoding: 'hex', algorithm: 'sha256' }],
];

describe.each(schemes)('hmacHeader, %s', (_, scheme) => {
  const { prefix = '', encoding, algorithm } = scheme;
  const digest = (secret: string, signed: Uint8Array) =>
    createHmac(algorithm, secret).update(signed).digest(encoding);
  const sign = (secret: string, signed: Uint8Array = body) => `${prefix}${digest(secret, signed)}`;
  const check = (
    value: string | undefined,
    secrets: readonly SecretValue[] = [current, previous],
    bytes = body,
  ) => hmacHeader(scheme)({ headers: { 'x-signature': value }, body: bytes }, secrets);

  it.each([current, previous])('accepts the $stage secret, and returns which it was', ({ stage, value }) => {
    const authenticity = `hmac-${algorithm}`;

    expect(check(sign(value))).toEqual({ kind: 'genuine', authenticity, matchedSecret: stage });
  });

  it.each([undefined, ''])('misses a signature in %j', (value) => {
    expect(check(value)).toEqual({ kind: 'malformed', reason: 'signature-missing' });
  });

  it.each([
    ['repeated, as two headers are joined', (right: string) => `${right},${right}`],
    ['repeated with a space', (right: string) => `${right}, ${right}`],
    ['cut short', (right: string) => right.slice(0, -1)],
    ['cut short by a byte', (right: string) => right.slice(0, -2)],
    ['with a space before it', (right: string) => ` ${right}`],
    ['with a newline after it', (right: string) => `${right}\n`],
    ['of another length', (right: string) => `${right}${right.slice(prefix.length)}`],
    ['with another prefix', (right: string) => `md5=${right.slice(prefix.length)}`],
    ['that is a name of what every object has', () => 'constructor'],
  ])('calls a signature malformed %s', (_how, change) => {
    expect(check(change(sign(current.value)))).toEqual({ kind: 'malformed', reason: 'signature-malformed' });
  });

  it.each([
    ['another secret', sign('another'), [current, previous], body],
    ['another body', sign(current.value), [current], Buffer.from('{"id":"e-2"}')],
    ['an empty secret, also if one is set', sign(''), [{ ...current, value: '' }], body],
    ['any secret, if none is known', sign(current.value), [], body],
  ] as const)('refuses a signature with %s', (_what, value, secrets, bytes) => {
    expect(check(value, secrets, bytes)).toEqual({ kind: 'mismatch', reason: 'signature-mismatch' });
  });

  it('accepts exactly what was signed with the secret', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    const bytes = fc.uint8Array().map((data) => Buffer.from(data));

    fc.assert(
      fc.property(text, text, bytes, bytes, (secret, other, signed, sent) => {
        const isSame = Buffer.from(secret).equals(Buffer.from(other)) && signed.equals(sent);
        const { kind } = check(sign(secret, signed), [{ stage: 'current', value: other }], sent);

        expect(kind).toBe(isSame ? 'genuine' : 'mismatch');
        expect(check(sign(secret, signed), [{ stage: 'current', value: secret }], signed).kind).toBe(
          'genuine',
        );
      }),
    );
  });

  it('refuses any text, and never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.stringMatching(/^[0-9a-f]{64}$/),
    );

    fc.assert(
      fc.property(text, (value) => {
        expect(check(value).kind).not.toBe('genuine');
        expect(check(`${prefix}${value}`).kind).not.toBe('genuine');
      }),
    );
  });
});

test('hex counts in upper case too', () => {
  const digest = createHmac('sha256', current.value).update(body).digest('hex').toUpperCase();
  const check = hmacHeader({ header: 'x-signature', encoding: 'hex', algorithm: 'sha256' });

  expect(check({ headers: { 'x-signature': digest }, body }, [current])).toMatchObject({ kind: 'genuine' });
});
