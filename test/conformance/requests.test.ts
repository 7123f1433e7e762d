import { secretValues } from '../../lambda/aws/secret-values';
import type { Authenticity } from '../../lambda/contracts/authenticity';
import type { SecretValue } from '../../lambda/kit/secret-value';
import { webhookVerifiers } from '../../lambda/providers';
import { acceptWebhook } from '../../lambda/verify/accept-webhook';
import { receivedRequest, type HttpEvent } from '../../lambda/verify/received-request';
import { fakeSecretsManager } from '../lambda/aws/fake-secrets-manager';
import { bodyOf } from './json-variants';
import type { Proof, SignedRequest } from './subject';
import { everySubject } from './subjects';

const secret = 'Zq3-a_secret+of/ours=and?long "enough"';
const current: readonly SecretValue[] = [{ stage: 'current', value: secret }];
const requestContext = { requestId: 'request-1' };

/** Makes the event that API Gateway makes of a sender's request. */
function httpEvent({ headers, urlToken }: SignedRequest, body: Buffer, base64 = false): HttpEvent {
  return {
    headers: { ...headers },
    body: body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
    requestContext,
    ...(urlToken === undefined ? {} : { pathParameters: { token: urlToken } }),
  };
}

const renamed = (proof: Proof, sent: SignedRequest, change: (name: string) => string): SignedRequest => ({
  ...sent,
  headers: Object.fromEntries(
    Object.entries(sent.headers).map(([name, value]) => [name === proof.header ? change(name) : name, value]),
  ),
});

const without = ({ headers, ...sent }: SignedRequest, name: string): SignedRequest => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name)),
});

/** The reasons of refusals, by the kind of proof. */
const reasons = {
  'url-token': { missing: 'token-missing', mismatch: 'token-mismatch' },
  'shared-secret': { missing: 'secret-missing', mismatch: 'secret-mismatch' },
  'hmac-sha256': { missing: 'signature-missing', mismatch: 'signature-mismatch' },
  'hmac-sha1': { missing: 'signature-missing', mismatch: 'signature-mismatch' },
} as const satisfies Record<Authenticity, unknown>;

describe.each(everySubject)('a request of %s', (id, { proof, switches, events }) => {
  const verifier = webhookVerifiers[id];
  const verify = verifier.configure(proof.options);
  const body = bodyOf(events.rows[0]!.body);
  const genuine = proof.sign(secret, body);
  const judge = (sent: SignedRequest, secrets = current, bytes = body) =>
    verify(receivedRequest(httpEvent(sent, bytes)), secrets);
  const carried = proof.header === undefined ? genuine.urlToken! : genuine.headers[proof.header]!;
  const carrying = (value: string): SignedRequest =>
    proof.header === undefined
      ? { ...genuine, urlToken: value }
      : { ...genuine, headers: { ...genuine.headers, [proof.header]: value } };

  const bare = proof.header === undefined ? { headers: genuine.headers } : without(genuine, proof.header);
  const mismatch = { kind: 'mismatch', reason: reasons[proof.authenticity].mismatch };
  const missing = { kind: 'malformed', reason: reasons[proof.authenticity].missing };

  it('is accepted, with the kind of its proof and the secret that matched', () => {
    const { authenticity } = proof;
    const previous = [
      { stage: 'current', value: `${secret}-new` } as const,
      { stage: 'previous', value: secret } as const,
    ];

    expect(judge(genuine)).toEqual({ kind: 'genuine', authenticity, matchedSecret: 'current' });
    expect(judge(genuine, previous)).toEqual({ kind: 'genuine', authenticity, matchedSecret: 'previous' });
  });

  it.each([`${secret}x`, secret.slice(1), secret.slice(0, -1), secret.toLowerCase(), 'x'.repeat(40)])(
    'is a mismatch if it is made with another secret: %s',
    (other) => {
      expect(judge(proof.sign(other, body))).toEqual(mismatch);
    },
  );

  it('is malformed without its proof, whatever the secrets are', () => {
    expect([judge(bare), judge(bare, []), judge(bare, [{ stage: 'current', value: '' }])]).toEqual(
      Array(3).fill(missing),
    );
  });

  it('is refused with an empty, a cut, a longer or a repeated proof', () => {
    const changed = [carried.slice(0, -1), `${carried}x`, `${carried},${carried}`, 'é'.repeat(40)];
    const verdicts = changed.map((value) => judge(carrying(value)));

    expect(['', ' ', `${carried} `].map((value) => judge(carrying(value)).kind)).not.toContain('genuine');
    expect(verdicts.filter(({ kind }) => kind === 'genuine')).toEqual([]);
    // A value can always be another secret. A changed signature has no valid form.
    if (!switches.signsBody) expect(verdicts).toEqual(changed.map(() => mismatch));
  });

  it('is malformed, and costs no read of the secret, if its value has a form that no secret can have', () => {
    if (switches.signsBody) return;
    const reason = reasons[proof.authenticity].missing.replace('missing', 'malformed');

    for (const value of ['x'.repeat(15), 'x'.repeat(513), `${carried} `, `\t${carried}`, ' '.repeat(20)])
      expect(judge(carrying(value))).toEqual({ kind: 'malformed', reason });
    for (const value of ['x'.repeat(16), 'x'.repeat(512)]) expect(judge(carrying(value))).toEqual(mismatch);
  });

  it('leaves the documented headers as evidence, without its secret', () => {
    expect(verifier.evidenceHeaders).toEqual(proof.evidenceHeaders);
    if (!switches.signsBody) expect(verifier.evidenceHeaders).not.toContain(proof.header?.toLowerCase());
  });

  it('is accepted in whatever case its headers are, and without those that prove nothing', () => {
    const others = Object.keys(genuine.headers).filter((name) => name !== proof.header);
    const accepted = [
      renamed(proof, genuine, (name) => name.toUpperCase()),
      renamed(proof, genuine, (name) => name.toLowerCase()),
      ...others.map((name) => without(genuine, name)),
      ...others.map((name) => ({ ...genuine, headers: { ...genuine.headers, [name]: 'a, a' } })),
    ];

    expect(accepted.filter((sent) => judge(sent).kind !== 'genuine')).toEqual([]);
  });

  it('is refused if its proof comes twice, in two cases of the header', () => {
    if (proof.header === undefined) return;
    const [name, other] = [proof.header, proof.header.toUpperCase()];

    expect(judge({ headers: { [name]: carried, [other]: carried } }).kind).not.toBe('genuine');
  });

  it.each(['Größe 10 €, “signed”\u2028', '{"a":1,"a":2}', '\uFEFF{"a":1}'])(
    'is read to the byte as text and as base64: %s',
    (text) => {
      const bytes = Buffer.from(text);
      const sent = proof.sign(secret, bytes);
      const [asText, asBase64] = [false, true].map((base64) =>
        receivedRequest(httpEvent(sent, bytes, base64)),
      );

      expect(asBase64).toEqual(asText);
      expect(verify(asText!, current).kind).toBe('genuine');
      expect(verify(asBase64!, current).kind).toBe('genuine');
    },
  );

  it('proves its body only if the provider signs the body', () => {
    const changed = Buffer.from(body.toString().replace(/\d/, '7').concat(' '));

    expect(verifier.signsBody).toBe(switches.signsBody);
    expect(judge(genuine, current, changed).kind === 'genuine').toBe(!switches.signsBody);
  });

  it('is refused if the secret is empty, or there is none', () => {
    const empty: readonly SecretValue[] = [{ stage: 'current', value: '' }];

    expect(judge(proof.sign('', body), empty).kind).not.toBe('genuine');
    expect(judge(carrying(''), empty).kind).not.toBe('genuine');
    expect(judge(genuine, []).kind).not.toBe('genuine');
  });

  it('with the empty header of a sender without a secret is the same as one without the header', () => {
    if (!switches.emptySecretHeader) return;

    expect(judge(carrying(''))).toEqual(judge(without(genuine, proof.header!)));
  });

  it('has short secrets ignored if we or the user choose them', async () => {
    const liveValues = async (value: string) => {
      const { client } = fakeSecretsManager({ current: value });
      const options = { secretId: 's', graceSeconds: 0, form: verifier.secretForm };
      return (await secretValues(client, options).read()).length;
    };

    expect(await liveValues('x'.repeat(15))).toBe(switches.secretIsOurs ? 0 : 1);
    expect(await liveValues('x'.repeat(16))).toBe(1);
    expect(await liveValues('x'.repeat(513))).toBe(switches.secretIsOurs ? 0 : 1);
    expect(await liveValues('')).toBe(0);
  });

  it('is stored without our secret, wherever that stands in it', () => {
    if (switches.signsBody) return;
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')];
    const telling = Buffer.from(JSON.stringify({ forms }));
    const sent = proof.sign(secret, telling);
    const headers = { ...sent.headers, 'User-Agent': `agent of ${secret}` };
    const request = receivedRequest(httpEvent({ ...sent, headers }, telling));
    const verdict = verify(request, current);
    const stored = verdict.kind === 'genuine' && JSON.stringify(acceptWebhook(verdict, request, delivery()));

    expect(stored).toContain('struck out');
    for (const form of forms) expect(stored).not.toContain(JSON.stringify(form).slice(1, -1));
  });

  function delivery() {
    const { evidenceHeaders } = verifier;
    const receivedAt = new Date('2026-11-21T10:00:00Z');
    const deliveryId = '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f';
    return { deliveryId, provider: id, endpoint: id, receivedAt, evidenceHeaders, secretsInside: [secret] };
  }
});
