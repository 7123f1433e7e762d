import fc from 'fast-check';
import { recordKey } from '../../lambda/contracts/object-keys';
import { envelopeIdSchema, type ProviderId } from '../../lambda/contracts/ids';
import { eventId } from '../../lambda/kit/event-id';
import { eventReaders, webhookVerifiers } from '../../lambda/providers';
import { bodyOf, leaves, withValueReplaced } from './json-variants';
import { ofWebhook, publishedEvent } from '../lambda/published-event';
import { everySubject } from './subjects';

/** The bus takes 256 KB: the record and the rest need some of them. */
const maxEventBytes = 200 * 1024;

function becomesAnEvent(id: ProviderId, body: Buffer): void {
  const { key, ...fields } = eventReaders[id](body);
  const known = { ...ofWebhook, id: eventId('e', key), provider: id, endpoint: 'e' };
  const event = publishedEvent({ ...known, receivedAt: '2026-11-21T10:00:00Z', ...fields });
  const folders = [fields.envelope?.id, fields.envelope?.legacyId].map(
    (name) => envelopeIdSchema.safeParse(name).data,
  );

  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(maxEventBytes);
  for (const folder of folders) {
    expect(recordKey('e', folder, known.id)).toMatch(
      /^webhooks\/e\/[A-Za-z0-9_-]{1,128}\/[0-9a-f]{64}\.json$/,
    );
  }
}

/** Values that a stranger who has seen a genuine body would put into it. */
const oddValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 5_000 }),
  fc.constantFrom('..', '../..', 'a/../b', '%2e%2e', '.', 'a\\b', '__proto__', '\0', ''),
  fc.constantFrom<unknown>(1e308, Number.MAX_SAFE_INTEGER + 1, -0, [[]]),
  fc.integer({ min: 1, max: 3_000 }).map((length) => Array.from({ length }, () => ({ id: 1, _id: 'a' }))),
);

describe.each(everySubject)('bytes of strangers at %s', (id, { events, proof }) => {
  it('become an event, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => becomesAnEvent(id, Buffer.from(bytes))),
    );
  });

  it('become an event, whatever JSON they are', () => {
    fc.assert(fc.property(fc.json(), (json) => becomesAnEvent(id, Buffer.from(json))));
  });

  it('become an event with any values in place of some of a genuine body', () => {
    const bodies = events.rows.map(({ body }) => body);
    // Values of other bodies and of other places mean something there.
    const value = fc.oneof(oddValue, fc.constantFrom(...bodies.flatMap(leaves)));
    const changes = fc.array(fc.tuple(fc.nat(), value), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom<unknown>(...bodies), changes, (body, replaced) => {
        becomesAnEvent(
          id,
          bodyOf(replaced.reduce((json, [at, odd]) => withValueReplaced(json, at, odd), body)),
        );
      }),
      { numRuns: 500 },
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
