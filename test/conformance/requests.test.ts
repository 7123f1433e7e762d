import { secretValues } from '../../lambda/aws/secret-values';
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

/** What API Gateway makes of a request of the sender. */
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

  it('is believed, and says how it proved itself and with which secret', () => {
    const { authenticity } = proof;
    const previous = [
      { stage: 'current', value: `${secret}-new` } as const,
      { stage: 'previous', value: secret } as const,
    ];

    expect(judge(genuine)).toEqual({ kind: 'genuine', authenticity, matchedSecret: 'current' });
    expect(judge(genuine, previous)).toEqual({ kind: 'genuine', authenticity, matchedSecret: 'previous' });
  });

  it('is refused where it is made with another secret', () => {
    expect(judge(proof.sign(`${secret}x`, body)).kind).not.toBe('genuine');
    expect(judge(proof.sign(secret.slice(1), body)).kind).not.toBe('genuine');
    expect(judge(proof.sign(secret.toLowerCase(), body)).kind).not.toBe('genuine');
  });

  it('is refused without its proof, and with an empty, a cut, a longer or a repeated one', () => {
    const [cut, longer] = [carried.slice(0, -1), `${carried}x`];
    const bare = proof.header === undefined ? { headers: genuine.headers } : without(genuine, proof.header);
    const refused = [bare, ...['', ' ', cut, longer, `${carried},${carried}`, 'é'.repeat(40)].map(carrying)];

    expect(refused.filter((sent) => judge(sent).kind === 'genuine')).toEqual([]);
  });

  it('is believed whatever the case of its headers, and without those that prove nothing', () => {
    const others = Object.keys(genuine.headers).filter((name) => name !== proof.header);
    const believed = [
      renamed(proof, genuine, (name) => name.toUpperCase()),
      renamed(proof, genuine, (name) => name.toLowerCase()),
      ...others.map((name) => without(genuine, name)),
      ...others.map((name) => ({ ...genuine, headers: { ...genuine.headers, [name]: 'a, a' } })),
    ];

    expect(believed.filter((sent) => judge(sent).kind !== 'genuine')).toEqual([]);
  });

  it('is refused where its proof comes twice, in two cases of the header', () => {
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

  it('stands for its body only where the provider signs it', () => {
    const changed = Buffer.from(body.toString().replace(/\d/, '7').concat(' '));

    expect(verifier.signsBody).toBe(switches.signsBody);
    expect(judge(genuine, current, changed).kind === 'genuine').toBe(!switches.signsBody);
  });

  it('is refused where the secret is empty, or there is none', () => {
    const empty: readonly SecretValue[] = [{ stage: 'current', value: '' }];

    expect(judge(proof.sign('', body), empty).kind).not.toBe('genuine');
    expect(judge(carrying(''), empty).kind).not.toBe('genuine');
    expect(judge(genuine, []).kind).not.toBe('genuine');
  });

  it('of a sender without a secret has no proof, as a header that is not there', () => {
    if (!switches.emptySecretHeader) return;

    expect(judge(carrying(''))).toEqual(judge(without(genuine, proof.header!)));
  });

  it('counts short secrets for nothing where we or the user choose them', async () => {
    const liveValues = async (value: string) => {
      const { client } = fakeSecretsManager({ current: value });
      const options = { secretId: 's', graceSeconds: 0, minLength: verifier.minimumSecretLength };
      return (await secretValues(client, options).read()).length;
    };

    expect(await liveValues('x'.repeat(15))).toBe(switches.secretIsOurs ? 0 : 1);
    expect(await liveValues('x'.repeat(16))).toBe(1);
    expect(await liveValues('')).toBe(0);
  });

  it('is kept without our secret, wherever that stands in it', () => {
    if (switches.signsBody) return;
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')];
    const telling = Buffer.from(JSON.stringify({ told: forms }));
    const sent = proof.sign(secret, telling);
    const headers = { ...sent.headers, 'User-Agent': `agent of ${secret}` };
    const request = receivedRequest(httpEvent({ ...sent, headers }, telling));
    const verdict = verify(request, current);
    const kept = verdict.kind === 'genuine' && JSON.stringify(acceptWebhook(verdict, request, delivery()));

    expect(kept).toContain('struck out');
    for (const form of forms) expect(kept).not.toContain(JSON.stringify(form).slice(1, -1));
  });

  function delivery() {
    const { evidenceHeaders } = verifier;
    const receivedAt = new Date('2026-11-21T10:00:00Z');
    const deliveryId = '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f';
    return { deliveryId, provider: id, endpoint: id, receivedAt, evidenceHeaders, secretsInside: [secret] };
  }
});
