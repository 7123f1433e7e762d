import fc from 'fast-check';
import { recordKey } from '../../lambda/contracts/object-keys';
import { envelopeIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { signingEventSchema } from '../../lambda/contracts/signing-event';
import { eventId } from '../../lambda/kit/event-id';
import { eventReaders, webhookVerifiers } from '../../lambda/providers';
import { bodyOf, withValueReplaced } from './json-variants';
import { everySubject } from './subjects';

/** What the bus takes, with room for the record and the rest: in bytes. */
const largestEvent = 200 * 1024;

function becomesAnEvent(id: ProviderId, body: Buffer): void {
  const { key, ...said } = eventReaders[id](body);
  const known = { version: 1, id: eventId('e', key), provider: id, endpoint: 'e', confirmed: false };
  const event = signingEventSchema.parse({ ...known, receivedAt: '2026-11-21T10:00:00Z', ...said });
  const folder = envelopeIdSchema.safeParse(said.envelope?.id).data;

  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(largestEvent);
  expect(recordKey('e', folder, known.id)).toMatch(/^webhooks\/e\/[A-Za-z0-9_-]{1,128}\/[0-9a-f]{64}\.json$/);
}

/** What a stranger who has seen a genuine body would put into it. */
const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 5_000 }),
  fc.constantFrom('..', '../../x', '__proto__', '\0', '', 1e308, Number.MAX_SAFE_INTEGER + 1, -0, [[]]),
  fc.integer({ min: 1, max: 3_000 }).map((length) => Array.from({ length }, () => ({ id: 1, _id: 'a' }))),
);

describe.each(everySubject)('bytes of strangers to %s', (id, { events, proof }) => {
  it('become an event, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => becomesAnEvent(id, Buffer.from(bytes))),
    );
  });

  it('become an event, whatever JSON they are', () => {
    fc.assert(fc.property(fc.json(), (json) => becomesAnEvent(id, Buffer.from(json))));
  });

  it('become an event with any value in place of one of a genuine body', () => {
    const bodies = events.rows.map(({ body }) => body);
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), oddValue, (body, at, odd) => {
        becomesAnEvent(id, bodyOf(withValueReplaced(body, at, odd)));
      }),
      { numRuns: 400 },
    );
  });

  it('are refused as a proof, and never throw', () => {
    const verify = webhookVerifiers[id].configure(proof.options);
    const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 500 }), fc.base64String());
    fc.assert(
      fc.property(anyText, fc.option(anyText, { nil: undefined }), (text, urlToken) => {
        const header = proof.header?.toLowerCase() ?? 'x-none';
        const request = { headers: { [header]: text }, urlToken, body: Buffer.from('{}') };

        const verdict = verify(request, [{ stage: 'current', value: 'the-secret-of-the-endpoint' }]);

        expect(verdict.kind).not.toBe('genuine');
      }),
    );
  });
});
