import { createHash } from 'node:crypto';
import { acceptWebhook } from '../../../lambda/verify/accept-webhook';
import { checkRequest, type CheckDeps } from '../../../lambda/verify/check-request';
import { receivedRequest, type HttpEvent } from '../../../lambda/verify/received-request';
import { verifyWebhook, type VerifyDeps } from '../../../lambda/verify/verify-webhook';
import { webhookVerifiers } from '../../../lambda/providers';
import type { SecretValue } from '../../../lambda/kit/secret-value';
import type { VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { capturedTelemetry } from '../captured-telemetry';

const deliveryId = '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f';
const token = 'Zq3vT8sLw0pXy7RbNc5kJh2mGf9dAe4uVi6oBt1sQxYz';
const old = 'OldToken'.repeat(5);
const secrets: SecretValue[] = [
  { stage: 'current', value: token },
  { stage: 'previous', value: old },
];
const sha256 = (body: string) => createHash('sha256').update(body).digest('hex');

function accept(
  body: string | Buffer,
  secretsInside: readonly string[],
  headers: Record<string, string> = {},
) {
  return acceptWebhook(
    { kind: 'genuine', authenticity: 'url-token', matchedSecret: 'current' },
    { headers, body: Buffer.from(body) },
    {
      deliveryId,
      provider: 'sign-plus',
      endpoint: 'sign-plus',
      receivedAt: new Date('2026-11-21T12:00:00.123Z'),
      evidenceHeaders: ['content-type', 'user-agent'],
      secretsInside,
    },
  ).request;
}

describe('a webhook that contains its own address', () => {
  it.each<[string, string]>([
    ['as it is', token],
    ['in a URL', `https://hooks.example.com/webhooks/sign-plus/${token}`],
    ['as JSON', JSON.stringify(`https://hooks.example.com/${token}`)],
    ['as base64', Buffer.from(token).toString('base64')],
    ['as hex', Buffer.from(token).toString('hex')],
  ])('is stored without the token (%s), with the hash of the received body', (_how, written) => {
    const body = `{"hook":{"target":${JSON.stringify(written)}}}`;

    const request = accept(body, [token]);

    expect(request.struckOut).toBe(1);
    expect(request.body).toContain('[struck out]');
    expect(request.sha256).toBe(sha256(body));
    expect(JSON.stringify(request)).not.toContain(written);
  });

  it('is stored without the token in its headers, and the count includes body and headers', () => {
    const { struckOut, headers } = accept(`${token} ${old}`, [token, old], {
      'user-agent': `sender (${token})`,
      'content-type': 'text/plain',
    });

    expect({ struckOut, headers }).toEqual({
      struckOut: 3,
      headers: { 'user-agent': 'sender ([struck out])', 'content-type': 'text/plain' },
    });
  });

  it('that is not text is stored without the token too', () => {
    const noText = Buffer.from([0xff, 0x7b]);

    const request = accept(Buffer.concat([noText, Buffer.from(token), noText]), [token]);

    expect(request).toMatchObject({ bodyEncoding: 'base64', struckOut: 1 });
    expect(Buffer.from(request.body, 'base64')).toEqual(
      Buffer.concat([noText, Buffer.from('[struck out]'), noText]),
    );
  });

  it('has no count if there was no secret', () => {
    expect(accept('{}', [token])).not.toHaveProperty('struckOut');
  });
});

describe('the secrets of a check', () => {
  const check = (given: Partial<CheckDeps> = {}): CheckDeps => ({
    verify: webhookVerifiers['sign-plus'].configure({}),
    readSecrets: () => Promise.resolve(secrets),
    ...given,
  });
  const request = (urlToken?: string) => ({
    headers: {},
    body: Buffer.from('{}'),
    ...(urlToken ? { urlToken } : {}),
  });

  it('are all valid secrets, whichever matched', async () => {
    expect(await checkRequest(check(), request(old), 0)).toEqual({
      verdict: { kind: 'genuine', authenticity: 'url-token', matchedSecret: 'previous' },
      secrets,
    });
  });

  it('are the fresh ones if the cached ones did not match', async () => {
    const fresh: SecretValue[] = [{ stage: 'current', value: 'a-token-just-rotated' }];
    const readSecrets = ({ freshSince }: { freshSince?: number } = {}) =>
      Promise.resolve(freshSince === undefined ? secrets : fresh);

    const checked = await checkRequest(check({ readSecrets }), request('a-token-just-rotated'), 7);

    expect(checked).toMatchObject({ verdict: { kind: 'genuine' }, secrets: fresh });
  });

  it.each([
    ['without a token', undefined, 'token-missing'],
    ['with a token that no secret can be', 'x', 'token-malformed'],
  ])('are none for a request %s, which costs no call', async (_what, token, reason) => {
    const readSecrets = jest.fn(check().readSecrets);

    expect(await checkRequest(check({ readSecrets }), request(token), 0)).toEqual({
      verdict: { kind: 'malformed', reason },
      secrets: [],
    });
    expect(readSecrets).not.toHaveBeenCalled();
  });

  it.each([
    [[], { kind: 'secret-not-set' }],
    [secrets, { kind: 'mismatch', reason: 'token-mismatch' }],
  ])('with %j: another token is not genuine', async (live, expected) => {
    const { verdict } = await checkRequest(
      check({ readSecrets: () => Promise.resolve(live) }),
      request('another-token-of-good-form'),
      0,
    );

    expect(verdict).toEqual(expected);
  });
});

describe('the token in the path', () => {
  const event = (pathParameters?: HttpEvent['pathParameters']): HttpEvent => ({
    headers: {},
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1' },
    ...(pathParameters ? { pathParameters } : {}),
  });

  it('is the path parameter', () => {
    expect(receivedRequest(event({ token })).urlToken).toBe(token);
  });

  it.each([[undefined], [{}], [{ proxy: token }]])(
    'is absent with the path parameters %j',
    (pathParameters) => {
      expect(receivedRequest(event(pathParameters))).not.toHaveProperty('urlToken');
    },
  );
});

/** A MAC that only the current secret matches. These tests are about the body. */
const signedWithCurrent: VerifyDeps['verify'] = (_request, live) =>
  live.some(({ stage }) => stage === 'current')
    ? { kind: 'genuine', authenticity: 'hmac-sha256', matchedSecret: 'current' }
    : { kind: 'mismatch', reason: 'signature-mismatch' };

describe('the verify stage', () => {
  /** The stored webhooks and the logs of a request to a provider's endpoint. */
  async function through(
    provider: 'sign-plus' | 'documenso' | 'kingsign' | 'iinked-sign',
    given: Partial<HttpEvent>,
  ) {
    const stored: VerifiedWebhook[] = [];
    const { telemetry, entries } = capturedTelemetry();
    const verifier = webhookVerifiers[provider];
    const deps: VerifyDeps = {
      provider,
      endpoint: provider,
      verify: verifier.signsBody ? signedWithCurrent : verifier.configure({}),
      evidenceHeaders: verifier.evidenceHeaders,
      signsBody: verifier.signsBody,
      readSecrets: () => Promise.resolve(secrets),
      stores: {
        queue: (json) => Promise.resolve(void stored.push(JSON.parse(json) as VerifiedWebhook)),
        spool: () => Promise.reject(new Error()),
      },
      telemetry,
      now: Date.now,
      newDeliveryId: () => deliveryId,
    };
    const { statusCode } = await verifyWebhook(deps, {
      headers: {},
      isBase64Encoded: false,
      requestContext: { requestId: 'request-1' },
      ...given,
    });
    return { statusCode, stored, output: JSON.stringify(entries) };
  }

  const body = JSON.stringify({ target: `https://hooks.example.com/${token}`, old });

  it.each([
    ['sign-plus', { pathParameters: { token } }],
    ['kingsign', { pathParameters: { token } }],
    ['documenso', { headers: { 'X-Documenso-Secret': token } }],
  ] as const)('stores and logs no valid secret of %s', async (provider, given) => {
    const { statusCode, stored, output } = await through(provider, { ...given, body });

    expect(statusCode).toBe(200);
    expect(stored).toMatchObject([{ request: { struckOut: 2, sha256: sha256(body) } }]);
    for (const secret of [token, old]) expect(JSON.stringify(stored) + output).not.toContain(secret);
  });

  it('stores a signed body unchanged, because the signature covers it', async () => {
    const { stored } = await through('iinked-sign', { body });

    expect(stored).toMatchObject([{ request: { body, sha256: sha256(body) } }]);
    expect(stored[0]?.request).not.toHaveProperty('struckOut');
  });

  it.each([
    ['another token', { pathParameters: { token: `${token}x` } }],
    ['no token', {}],
    ['the token in a header', { headers: { 'x-documenso-secret': token, authorization: token } }],
  ])('refuses %s in the address, and does not log it', async (_what, given) => {
    const { statusCode, stored, output } = await through('kingsign', { ...given, body });

    expect([statusCode, stored]).toEqual([401, []]);
    expect(output).not.toContain(token);
  });
});
