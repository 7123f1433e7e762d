import fc from 'fast-check';
import type { ProviderId } from '../../lambda/contracts/ids';
import type { SecretValue } from '../../lambda/kit/secret-value';
import { makeTestMark, testMarkHeader } from '../../lambda/proof/test-mark';
import { deliveryFacts, eventReaders, webhookVerifiers } from '../../lambda/providers';
import { readWebhook } from '../../lambda/signing-events/read-webhook';
import type { VerifiedWebhook } from '../../lambda/contracts/verified-webhook';
import { verifyWebhook, type VerifyDeps } from '../../lambda/verify/verify-webhook';
import { capturedTelemetry } from '../lambda/captured-telemetry';
import { bodyOf } from './json-variants';
import type { Proof } from './subject';
import { everySubject } from './subjects';

const secret = 'Zq3-a_secret+of/ours=and?long "enough"';
const secrets: readonly SecretValue[] = [{ stage: 'current', value: secret }];
const now = Date.parse('2026-11-28T12:00:00.000Z');

/** Sends a request through the verifier, and reads its event as the publisher does. */
async function outcomeOf(id: ProviderId, proof: Proof, body: Buffer, more: Readonly<Record<string, string>>) {
  const { headers, urlToken } = proof.sign(secret, body);
  const { telemetry, entries, metrics } = capturedTelemetry();
  const stored: VerifiedWebhook[] = [];
  const { evidenceHeaders, signsBody, configure } = webhookVerifiers[id];
  const deps: VerifyDeps = {
    provider: id,
    endpoint: 'an-endpoint',
    verify: configure(proof.options),
    evidenceHeaders,
    signsBody,
    readSecrets: () => Promise.resolve(secrets),
    stores: {
      queue: async (json) => void stored.push(JSON.parse(json) as VerifiedWebhook),
      spool: () => Promise.reject(new Error()),
    },
    telemetry,
    now: () => now,
    newDeliveryId: () => '6f2d1f6e-95a4-4d2e-9d7c-3a5b8c1d2e4f',
  };
  const answer = await verifyWebhook(deps, {
    headers: { ...headers, ...more },
    body: body.toString('base64'),
    isBase64Encoded: true,
    requestContext: { requestId: 'one' },
    ...(urlToken === undefined ? {} : { pathParameters: { token: urlToken } }),
  });
  const reader = { read: eventReaders[id], delivery: deliveryFacts[id] };
  const events = stored.map((webhook) => readWebhook(reader, webhook));
  return { answer, stored, events, entries, metrics };
}

/** What a stranger who has seen marks could send: anything but the secret's own mark of this body. */
const anyMark = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.stringMatching(/^v1\.\d{10}\.[0-9a-f]{64}$/),
  fc.constantFrom('', 'v1', 'true', '1', ','.repeat(8_000)),
  fc
    .record({
      secret: fc.constantFrom(secret, 'another'),
      body: fc.uint8Array(),
      endpoint: fc.constant('an-endpoint'),
      now: fc.constant(now),
    })
    .map(makeTestMark),
  fc
    .integer({ min: -1e9, max: 1e9 })
    .map((off) =>
      makeTestMark({ secret: 'another', body: Buffer.of(), endpoint: 'an-endpoint', now: now + off }),
    ),
);

describe.each(everySubject)('a genuine request of %s', (id, { proof, events }) => {
  const bodies = [...events.rows.map(({ body }) => body), events.unknown].map((body) => bodyOf(body));
  const anyBody = fc.constantFrom(...bodies);
  const rightMark = (body: Buffer, at = now) =>
    makeTestMark({ secret, body, endpoint: 'an-endpoint', now: at });

  it('has the same verdict, answer, event and log with any mark that is not right', async () => {
    const anyName = fc.constantFrom(testMarkHeader, 'Esign-Test', 'ESIGN-TEST');
    await fc.assert(
      fc.asyncProperty(anyBody, anyName, anyMark, async (body, name, mark) => {
        const [marked, plain] = [
          await outcomeOf(id, proof, body, { [name]: mark }),
          await outcomeOf(id, proof, body, {}),
        ];

        expect(marked).toEqual(plain);
        expect(plain.stored).toHaveLength(1);
      }),
    );
  });

  it.each([
    ['16 minutes old', (body: Buffer) => rightMark(body, now - 16 * 60_000)],
    ['doubled', (body: Buffer) => `${rightMark(body)}, ${rightMark(body)}`],
    ['of another endpoint', (body: Buffer) => makeTestMark({ secret, body, endpoint: 'other', now })],
  ])('has the same outcome with a mark that is %s', async (_, markOf) => {
    for (const body of bodies)
      expect(await outcomeOf(id, proof, body, { [testMarkHeader]: markOf(body) })).toEqual(
        await outcomeOf(id, proof, body, {}),
      );
  });

  it('is a test with the right mark, and its event has another id', async () => {
    for (const body of bodies) {
      const marked = await outcomeOf(id, proof, body, { [testMarkHeader]: rightMark(body) });
      const plain = await outcomeOf(id, proof, body, {});

      const [test, genuine] = [marked.events[0]!, plain.events[0]!];
      expect(marked.answer).toEqual(plain.answer);
      expect(marked.metrics).toEqual(plain.metrics);
      expect(marked.stored).toEqual(plain.stored.map((webhook) => ({ ...webhook, test: true })));
      expect(test.event).toEqual({ ...genuine.event, test: true });
      expect(test.id).not.toBe(genuine.id);
    }
  });

  it('leaves the mark in nothing that is stored or logged', async () => {
    const [body] = bodies;
    const mark = rightMark(body!);

    const outcome = await outcomeOf(id, proof, body!, { [testMarkHeader]: mark });

    expect(JSON.stringify(outcome)).not.toContain(mark.slice(-64));
  });
});
