import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { iinkedSignVerifier } from '../../../../lambda/providers/iinked-sign/verify';

interface Signed {
  readonly url: string;
  readonly secret: string;
  readonly body: Uint8Array;
  readonly signature: string;
}

/** A request signed as the provider does, by another way than ours. */
const signed: fc.Arbitrary<Signed> = fc
  .record({
    url: fc.webUrl(),
    secret: fc.string({ minLength: 1, unit: 'grapheme' }),
    body: fc.uint8Array({ maxLength: 300 }),
    algorithm: fc.constantFrom('sha256', 'sha1'),
  })
  .map(({ algorithm, ...given }) => {
    const text = Buffer.concat([Buffer.from(given.url), given.body]);
    return { ...given, signature: createHmac(algorithm, given.secret).update(text).digest('base64') };
  });

function isGenuine({ url, secret, body, signature }: Signed): boolean {
  const check = iinkedSignVerifier.configure({ registeredUrls: [url] });
  const verdict = check({ headers: { 'x-syngrafii-signature': signature }, body }, [
    { stage: 'current', value: secret },
  ]);
  return verdict.kind === 'genuine';
}

/** The text or bytes with one bit of one byte turned. */
function flipped<Data extends string | Uint8Array>(data: Data, at: number): Data {
  const bytes = Buffer.from(data as string);
  const index = at % bytes.length;
  bytes[index] = bytes[index]! ^ 1;
  return (typeof data === 'string' ? bytes.toString('latin1') : bytes) as Data;
}

describe('the iinked Sign verifier', () => {
  it('believes whatever is signed as the provider signs', () => {
    fc.assert(
      fc.property(signed, (request) => {
        expect(isGenuine(request)).toBe(true);
      }),
    );
  });

  it.each(['url', 'secret', 'body', 'signature'] as const)('refuses one flipped bit of the %s', (part) => {
    fc.assert(
      fc.property(signed, fc.nat(), (request, at) => {
        fc.pre(request[part].length > 0);

        expect(isGenuine({ ...request, [part]: flipped(request[part], at) })).toBe(false);
      }),
    );
  });

  it('refuses a body with a byte more or less', () => {
    fc.assert(
      fc.property(signed, (request) => {
        const { body } = request;

        expect(isGenuine({ ...request, body: Buffer.concat([body, Buffer.from([0])]) })).toBe(false);
        expect(body.length > 0 && isGenuine({ ...request, body: body.subarray(1) })).toBe(false);
      }),
    );
  });

  it('refuses a header of any length and alphabet, and never throws over it', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 20_000 }),
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.base64String({ maxLength: 100 }),
      fc.uint8Array({ minLength: 20, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    );

    fc.assert(
      fc.property(signed, anyText, (request, signature) => {
        fc.pre(signature !== request.signature);

        expect(isGenuine({ ...request, signature })).toBe(false);
      }),
    );
  });
});
