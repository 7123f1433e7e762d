import fc from 'fast-check';
import { recordKey } from '../../../../lambda/contracts/object-keys';
import { envelopeIdSchema } from '../../../../lambda/contracts/ids';
import { signingEventSchema } from '../../../../lambda/contracts/signing-event';
import { eventId } from '../../../../lambda/kit/event-id';
import { readDocumensoEvent } from '../../../../lambda/providers/documenso/events';
import { meanings } from '../../../../lambda/providers/documenso/meanings';

const idOf = (body: unknown) => eventId('e', readDocumensoEvent(Buffer.from(JSON.stringify(body))).key);
const event = fc.constantFrom(...meanings.keys(), 'DOCUMENT_BLESSED');
const time = fc
  .date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const recipient = fc.record({
  id: fc.nat(),
  name: fc.string(),
  email: fc.emailAddress(),
  token: fc.constant('a-signing-token-of-somebody'),
  role: fc.constantFrom('SIGNER', 'VIEWER', 'CC'),
  readStatus: fc.constantFrom('OPENED', 'NOT_OPENED'),
  signingStatus: fc.constantFrom('SIGNED', 'NOT_SIGNED', 'REJECTED'),
  signedAt: perhaps(time),
  expirationNotifiedAt: perhaps(time),
});

/** What the provider sends, as far as we look at it. */
const payload = fc
  .record({
    id: fc.nat(),
    envelopeId: fc.stringMatching(/^envelope_[a-z]{16}$/),
    title: fc.string(),
    status: fc.constantFrom('DRAFT', 'PENDING', 'COMPLETED', 'REJECTED', 'CANCELLED'),
    createdAt: time,
    updatedAt: time,
    completedAt: perhaps(time),
    deletedAt: perhaps(time),
    teamId: perhaps(fc.nat()),
    formValues: fc.jsonValue(),
    recipients: fc.uniqueArray(recipient, { selector: ({ id }) => id, maxLength: 5 }),
  })
  .map((told) => ({ ...told, Recipient: told.recipients }));

/** What a stranger who knows the field names could make of them. */
const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 3000 }), time, fc.nat());
const oddPayload = fc.dictionary(
  fc.constantFrom('id', 'envelopeId', 'title', 'status', 'completedAt', 'teamId', 'recipients', '__proto__'),
  fc.oneof(odd, fc.array(fc.dictionary(fc.constantFrom('id', 'name', 'signedAt', 'signingStatus'), odd))),
);

/** The same value as JSON, with the keys of each object turned round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

const isFit = (body: Buffer) => {
  const { key, ...said } = readDocumensoEvent(body);
  const detail = {
    version: 1,
    id: eventId('e', key),
    provider: 'documenso',
    endpoint: 'e',
    confirmed: false,
  };
  const made = signingEventSchema.parse({ ...detail, receivedAt: '2026-11-21T10:00:00Z', ...said });
  expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThan(256 * 1024);
  expect(recordKey('e', envelopeIdSchema.safeParse(said.envelope?.legacyId).data, detail.id)).toMatch(
    /^webhooks\/e\/[A-Za-z0-9_-]{1,128}\/[0-9a-f]{64}\.json$/,
  );
};

test('any bytes make an event that the bus takes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isFit(Buffer.from(bytes))));
});

test('any values in the known fields make an event that the bus takes', () => {
  fc.assert(
    fc.property(fc.oneof(event, fc.string()), oddPayload, (name, told) =>
      isFit(Buffer.from(JSON.stringify({ event: name, payload: told }))),
    ),
    { numRuns: 300 },
  );
});

test('another attempt, address, order of keys and of recipients is the same event, but for a reminder', () => {
  fc.assert(
    fc.property(event, payload, time, (name, told, sentAt) => {
      fc.pre(name !== 'DOCUMENT_REMINDER_SENT');
      // What no meaning knows is told by all of its payload, in which the order of a list counts.
      const recipients = meanings.has(name) ? [...told.recipients].reverse() : told.recipients;
      const again = turned({ ...told, recipients, Recipient: recipients });

      expect(
        idOf({ createdAt: sentAt, payload: again, event: name, webhookEndpoint: 'https://b.example' }),
      ).toBe(
        idOf({ event: name, payload: told, createdAt: '2026-11-21T10:00:00.000Z', webhookEndpoint: 'x' }),
      );
    }),
  );
});

test('another document or another event is never the same event', () => {
  fc.assert(
    fc.property(event, event, payload, fc.nat(), (name, other, told, id) => {
      fc.pre(name !== other || id !== told.id);

      expect(idOf({ event: other, payload: { ...told, id }, createdAt: 'x' })).not.toBe(
        idOf({ event: name, payload: told, createdAt: 'x' }),
      );
    }),
  );
});

test('no signing token gets into an event', () => {
  fc.assert(
    fc.property(event, payload, (name, told) => {
      const said = readDocumensoEvent(Buffer.from(JSON.stringify({ event: name, payload: told })));

      expect(JSON.stringify(said)).not.toContain('a-signing-token-of-somebody');
    }),
  );
});
