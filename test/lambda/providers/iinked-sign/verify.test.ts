import { iinkedSignVerifier } from '../../../../lambda/providers/iinked-sign/verify';

const url = 'https://hooks.example.com/webhooks/iinked-sign';
const secret = 'your-secret-token';
/** The guide's `package_executed`, in one line. */
const body =
  '{"action":"package_executed","packageId":"24428e41-8b96-40cc-96e6-b74c7c539fcb","externalData":null,' +
  '"eventId":"0ea12600-85bc-46dd-af85-f82f621c1abc","eventOwnerOrganizationId":"24261ee6-5f66-4692-ba49-533c9b58999b",' +
  '"eventOwnerMemberId":"3e09a4ce-577c-492c-ba7c-c1ebf825f9b5","eventTime":"2022-02-23T20:20:15.9714327Z"}';

/** Computed by `openssl dgst -hmac`, over the address and the body above. */
const signatures = {
  sha256: 'SzV5gG0ROs1fvAGMB/Nv+4LVBPDd0vEQHuV8L5RiEHY=',
  sha1: 'KxW3bWUZ2+7HQ2eINASr2dQqVg4=',
};

/** The guide's own example of the header: 20 bytes. Source: Setup webhooks guide v4, checked 2026-11-21. */
const exampleHeader = '4d3nJjEP4JJXZBGZROEQKQr4w3E=';

interface Attempt {
  readonly options?: { readonly registeredUrls?: readonly string[]; readonly signatureAlgorithm?: string };
  readonly signature?: string;
  readonly body?: string | Uint8Array;
  readonly current?: string;
  readonly previous?: string;
}

function verify(attempt: Attempt) {
  const check = iinkedSignVerifier.configure({ registeredUrls: [url], ...attempt.options });
  const headers = { 'x-syngrafii-signature': attempt.signature };
  const secrets = [
    { stage: 'current', value: attempt.current ?? secret },
    ...(attempt.previous === undefined ? [] : [{ stage: 'previous', value: attempt.previous } as const]),
  ] as const;
  return check({ headers, body: Buffer.from(attempt.body ?? body) }, secrets);
}

describe('what is genuine', () => {
  it.each([
    ['hmac-sha256', signatures.sha256],
    ['hmac-sha1', signatures.sha1],
  ])('takes the algorithm from the length of the signature: %s', (authenticity, signature) => {
    expect(verify({ signature })).toEqual({ kind: 'genuine', authenticity, matchedSecret: 'current' });
  });

  it('keys the MAC with the UTF-8 of the secret, over the UTF-8 of the body', () => {
    const verdict = verify({
      options: { registeredUrls: ['https://example.com/your-webhook-endpoint'] },
      current: 'clé-secrète-日本',
      body: '{"title":"Žluťoučký 📄"}',
      signature: '1zr2tgw6xA6PUwYZsw8HGCr0UixWPvEP1dF92+PfTEc=',
    });

    expect(verdict).toMatchObject({ kind: 'genuine' });
  });

  it('tries each registered address', () => {
    const registeredUrls = ['https://old.example.com/hook', url];

    expect(verify({ options: { registeredUrls }, signature: signatures.sha256 })).toMatchObject({
      kind: 'genuine',
    });
  });

  it('minds no longer address that it is not the beginning of, however the body begins', () => {
    const registeredUrls = [url, `x${url.slice(1)}${body.slice(0, 9)}`];

    expect(verify({ options: { registeredUrls }, signature: signatures.sha256 })).toMatchObject({
      kind: 'genuine',
    });
  });

  it('returns that the previous secret matched', () => {
    const verdict = verify({ current: 'another-secret', previous: secret, signature: signatures.sha256 });

    expect(verdict).toMatchObject({ kind: 'genuine', matchedSecret: 'previous' });
  });

  it.each([
    ['sha256', signatures.sha256],
    ['sha1', signatures.sha1],
  ])('accepts the algorithm that is pinned: %s', (signatureAlgorithm, signature) => {
    expect(verify({ options: { signatureAlgorithm }, signature })).toMatchObject({ kind: 'genuine' });
  });
});

const missing = { kind: 'malformed', reason: 'signature-missing' };
const malformed = { kind: 'malformed', reason: 'signature-malformed' };
const mismatch = { kind: 'mismatch', reason: 'signature-mismatch' };

describe('what is refused', () => {
  it.each([
    ['no header', undefined, missing],
    ['an empty header', '', malformed],
    ["the guide's own example of the header", exampleHeader, mismatch],
    ['a doubled header, as API Gateway joins it', `${signatures.sha256},${signatures.sha256}`, malformed],
    ['a doubled header, joined with a space', `${signatures.sha256}, ${signatures.sha256}`, malformed],
    ['a header with a space behind it', `${signatures.sha256} `, malformed],
    ['base64url', signatures.sha1.replaceAll('+', '-'), malformed],
    ['base64 without its padding', signatures.sha256.slice(0, -1), malformed],
    ['another way to write the same bytes', signatures.sha256.replace('HY=', 'HZ='), malformed],
    ['hex', Buffer.from(signatures.sha256, 'base64').toString('hex'), malformed],
    ['a digest of another length', Buffer.alloc(64).toString('base64'), malformed],
    ['a digest cut short', Buffer.alloc(31).toString('base64'), malformed],
    ['zeros', Buffer.alloc(32).toString('base64'), mismatch],
  ])('refuses %s', (_what, signature, expected) => {
    expect(verify({ signature })).toEqual(expected);
  });

  it.each([
    ['sha256', signatures.sha1],
    ['sha1', signatures.sha256],
  ])('refuses the other algorithm where %s is pinned', (signatureAlgorithm, signature) => {
    const verdict = verify({ options: { signatureAlgorithm }, signature });

    expect(verdict).toEqual({ kind: 'malformed', reason: 'algorithm-not-allowed' });
  });

  it.each([
    ['with a slash at its end', `${url}/`],
    ['in another case', url.replace('hooks', 'Hooks')],
    ['with its port', url.replace('.com', '.com:443')],
    ['over http', url.replace('https', 'http')],
  ])('refuses a signature over the address %s', (_what, registeredUrl) => {
    const verdict = verify({ options: { registeredUrls: [registeredUrl] }, signature: signatures.sha256 });

    expect(verdict).toEqual(mismatch);
  });

  it('refuses a body that begins where another registered address ends: the HMAC is over both', () => {
    const registeredUrls = [url.slice(0, -5), url];

    expect(verify({ options: { registeredUrls }, signature: signatures.sha256 })).toMatchObject({
      kind: 'genuine',
    });
    for (const order of [registeredUrls, [...registeredUrls].reverse()]) {
      const moved = { body: `${url.slice(-5)}${body}`, signature: signatures.sha256 };
      expect(verify({ options: { registeredUrls: order }, ...moved })).toEqual(mismatch);
    }
  });

  it('refuses a body of the same JSON in other bytes', () => {
    const spaced = JSON.stringify(JSON.parse(body), null, 2);

    expect(verify({ body: spaced, signature: signatures.sha256 })).toMatchObject(mismatch);
  });

  it('refuses everything if no secret is set, also a signature with the empty one', () => {
    const signedWithEmpty = 'j3sjz4zHNzAht35QYFlx2sdjPJtdd1mOJ/NCuAgl1Lk=';

    const check = iinkedSignVerifier.configure({ registeredUrls: [url] });
    const request = { headers: { 'x-syngrafii-signature': signedWithEmpty }, body: Buffer.from(body) };

    expect(check(request, [])).toEqual(mismatch);
    expect(check(request, [{ stage: 'current', value: '' }])).toMatchObject(mismatch);
  });
});

describe('its options', () => {
  it.each([
    ['none at all', undefined],
    ['no address', { registeredUrls: [] }],
    ['an empty address', { registeredUrls: [''] }],
    ['thirteen addresses', { registeredUrls: Array<string>(13).fill(url) }],
    ['an algorithm that is not offered', { registeredUrls: [url], signatureAlgorithm: 'md5' }],
  ])('rejects %s', (_what, options) => {
    expect(() => iinkedSignVerifier.configure(options)).toThrow();
  });
});

it('proves the body, so no secret is searched for in it', () => {
  expect(iinkedSignVerifier).toMatchObject({
    signsBody: true,
    secretForm: { minLength: 1, maxLength: 65_536 },
  });
});

it('has the signature and the content type as evidence', () => {
  expect(iinkedSignVerifier.evidenceHeaders).toEqual(['content-type', 'x-syngrafii-signature']);
});
