import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { WorkQueue } from '../../../lambda/aws/work-queue';
import { verifiedWebhookSchema, type VerifiedWebhook } from '../../../lambda/contracts/verified-webhook';
import { acceptWebhook } from '../../../lambda/verify/accept-webhook';

const deliveryId = '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f';

function accept(body: Uint8Array, headers: Record<string, string> = {}) {
  return acceptWebhook(
    { kind: 'genuine', authenticity: 'hmac-sha256', matchedSecret: 'current' },
    { headers, body },
    {
      deliveryId,
      provider: 'iinked-sign',
      endpoint: 'contracts',
      receivedAt: new Date('2026-11-21T12:00:00.123Z'),
      evidenceHeaders: ['content-type', 'x-syngrafii-signature'],
      secretsInside: [],
    },
  );
}

describe('acceptWebhook', () => {
  it('has the provider, endpoint, time and proof', () => {
    const webhook = accept(Buffer.from('{}'));

    expect(webhook).toEqual({
      version: 1,
      deliveryId,
      provider: 'iinked-sign',
      endpoint: 'contracts',
      authenticity: 'hmac-sha256',
      receivedAt: '2026-11-21T12:00:00.123Z',
      request: {
        headers: {},
        body: '{}',
        bodyEncoding: 'utf8',
        sha256: createHash('sha256').update('{}').digest('hex'),
      },
    });
  });

  it('stores the headers that are evidence and no others', () => {
    const webhook = accept(Buffer.from('{}'), {
      'content-type': 'application/json',
      'x-syngrafii-signature': 'abc=',
      authorization: 'Bearer hunter2',
    });

    expect(webhook.request.headers).toEqual({
      'content-type': 'application/json',
      'x-syngrafii-signature': 'abc=',
    });
  });

  it('preserves each body through JSON, as text if it is one', () => {
    const anyBody = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text))),
    );

    fc.assert(
      fc.property(anyBody, (bytes) => {
        const { request } = verifiedWebhookSchema.parse(JSON.parse(JSON.stringify(accept(bytes))));

        expect(Buffer.from(request.body, request.bodyEncoding)).toEqual(Buffer.from(bytes));
        expect(request.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
    );
  });

  it.each([
    ['a text', Buffer.from('Žluťoučký 📄'), 'utf8'],
    ['a text with a byte order mark', Buffer.from('\uFEFF{}'), 'utf8'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'base64'],
    ['half a surrogate pair in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'base64'],
  ] as const)('encodes %s', (_what, body, bodyEncoding) => {
    expect(accept(body).request.bodyEncoding).toBe(bodyEncoding);
  });

  it('is the only way to make a webhook that may be queued: a literal does not compile', () => {
    const queue: Pick<WorkQueue<VerifiedWebhook>, 'send'> = { send: () => Promise.resolve() };
    const { version, provider, endpoint, authenticity, receivedAt, request } = accept(Buffer.from('{}'));

    // @ts-expect-error a literal of the same shape was not verified
    const forged: VerifiedWebhook = {
      version,
      deliveryId,
      provider,
      endpoint,
      authenticity,
      receivedAt,
      request,
    };
    // @ts-expect-error nor can it be queued
    void queue.send({ version, deliveryId, provider, endpoint, authenticity, receivedAt, request });

    expect(forged).toBeDefined();
  });

  it('does not accept a refusal', () => {
    const refusal = { kind: 'mismatch', reason: 'signature-mismatch' } as const;
    const request = { headers: {}, body: Buffer.from('{}') };
    const delivery = {
      deliveryId,
      provider: 'iinked-sign',
      endpoint: 'contracts',
      evidenceHeaders: [],
    } as const;
    const receivedAt = new Date();

    // @ts-expect-error a refusal is no genuine verdict
    expect(() => acceptWebhook(refusal, request, { ...delivery, receivedAt })).toThrow();
  });
});
