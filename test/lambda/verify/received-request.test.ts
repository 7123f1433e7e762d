import fc from 'fast-check';
import { noToken } from '../../../lambda/contracts/no-token';
import { matchSecret, urlToken as sharedToken } from '../../../lambda/proof/match-secret';
import { receivedRequest, type HttpEvent } from '../../../lambda/verify/received-request';
import { now, signedEvent, verifierWorld } from './verifier-world';

const event = (given: Partial<HttpEvent>): HttpEvent => ({
  headers: {},
  isBase64Encoded: false,
  requestContext: { requestId: 'request-1' },
  ...given,
});

describe('the body', () => {
  it('is the sent bytes, whether API Gateway passes text or base64', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const body = Buffer.from(bytes).toString('base64');

        expect(receivedRequest(event({ body, isBase64Encoded: true })).body).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is the UTF-8 of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        expect(receivedRequest(event({ body })).body).toEqual(Buffer.from(body, 'utf8'));
      }),
    );
  });

  it('preserves a byte order mark', () => {
    expect(receivedRequest(event({ body: '\uFEFF{}' })).body).toEqual(
      Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
    );
  });

  it('is empty if there is none', () => {
    expect(receivedRequest(event({})).body).toHaveLength(0);
  });
});

describe('the headers', () => {
  it('have names in lower case', () => {
    const { headers } = receivedRequest(
      event({ headers: { 'X-Syngrafii-Signature': 'abc', 'CONTENT-TYPE': 'text/plain' } }),
    );

    expect(headers).toEqual({ 'x-syngrafii-signature': 'abc', 'content-type': 'text/plain' });
  });

  it('are joined with a comma if their names differ only in case', () => {
    expect(receivedRequest(event({ headers: { A: '1', a: '2' } })).headers).toEqual({ a: '1,2' });
  });

  it('can have any name, such as __proto__', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;

    const request = receivedRequest(event({ headers }));

    expect(Object.entries(request.headers)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});

describe('the token', () => {
  it('is the end of the address', () => {
    expect(receivedRequest(event({ pathParameters: { token: 'abc' } })).urlToken).toBe('abc');
  });

  it('is missing where the command `doctor` asks without one, so that no alarm takes it for a wrong token', () => {
    const { urlToken } = receivedRequest(event({ pathParameters: { token: noToken } }));

    expect(matchSecret(sharedToken, urlToken, [{ stage: 'current', value: noToken }])).toEqual({
      kind: 'malformed',
      reason: 'token-missing',
    });
  });
});

describe('the verify stage', () => {
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  const secret = 'the-secret';
  const statusOf = async (given: HttpEvent) =>
    (await verifierWorld({ current: secret }).post(given)).statusCode;

  it.each(['x-syngrafii-signature', 'X-Syngrafii-Signature', 'X-SYNGRAFII-SIGNATURE'])(
    'the signature is found under %s',
    async (name) => {
      const signed = signedEvent(secret);

      expect(
        await statusOf({ ...signed, headers: { [name]: signed.headers['x-syngrafii-signature'] } }),
      ).toBe(200);
    },
  );

  it('the same request is genuine as text and as base64', async () => {
    const body = '{"title":"Žluťoučký 📄"}';

    expect(await statusOf(signedEvent(secret, body))).toBe(200);
    expect(await statusOf(signedEvent(secret, Buffer.from(body)))).toBe(200);
  });

  it('refuses a doubled signature, even if both are right', async () => {
    const signed = signedEvent(secret);
    const signature = signed.headers['x-syngrafii-signature'];
    const doubled = { 'x-syngrafii-signature': `${String(signature)},${String(signature)}` };

    expect(await statusOf({ ...signed, headers: doubled })).toBe(401);
    expect(
      await statusOf({ ...signed, headers: { 'X-Syngrafii-Signature': signature, ...signed.headers } }),
    ).toBe(401);
  });

  it.each([
    ['a body that lost its last byte', { body: '{"action":"package_add"' }],
    ['a body that is missing', { body: undefined }],
    ['a text that is said to be base64', { isBase64Encoded: true }],
  ])('refuses %s', async (_what, change) => {
    expect(await statusOf({ ...signedEvent(secret), ...change })).toBe(401);
  });
});
