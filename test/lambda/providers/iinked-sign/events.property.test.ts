import fc from 'fast-check';
import { recordKey } from '../../../../lambda/contracts/object-keys';
import { envelopeIdSchema } from '../../../../lambda/contracts/ids';
import { signingEventSchema } from '../../../../lambda/contracts/signing-event';
import { eventId } from '../../../../lambda/kit/event-id';
import { readIinkedSignEvent } from '../../../../lambda/providers/iinked-sign/events';

const actions = ['package_add', 'document_signed', 'document_executed', 'package_executed', 'something_else'];
const idOf = (body: string) => eventId('iinked-sign', readIinkedSignEvent(Buffer.from(body)).key);

/** What the provider sends, as far as its pages say. */
const payload = fc.record({
  action: fc.constantFrom(...actions),
  packageId: fc.uuid(),
  documentId: fc.uuid(),
  signerId: fc.uuid(),
  externalData: fc.option(fc.dictionary(fc.string(), fc.jsonValue())),
  eventId: fc.uuid(),
  eventTime: fc
    .date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString()),
});

/** What a stranger who knows the field names could make of them. */
const oddPayload = fc.dictionary(
  fc.constantFrom(
    'action',
    'packageId',
    'documentId',
    'signerId',
    'eventId',
    'eventTime',
    'externalId',
    'externalData',
    '__proto__',
  ),
  fc.oneof(fc.jsonValue(), fc.constantFrom(...actions), fc.string({ unit: 'binary', maxLength: 3000 })),
);

/** The same value as JSON, with its keys turned round and white space put in. */
const turned = (value: Record<string, unknown>, indent: number) =>
  JSON.stringify(Object.fromEntries(Object.entries(value).reverse()), null, indent);

const isFit = (body: Buffer) => {
  const { key, ...said } = readIinkedSignEvent(body);
  const detail = {
    version: 1,
    id: eventId('e', key),
    provider: 'iinked-sign',
    endpoint: 'e',
    confirmed: false,
  };
  const event = signingEventSchema.parse({ ...detail, receivedAt: '2026-11-21T10:00:00Z', ...said });
  expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(64 * 1024);
};

test('any bytes make an event that the bus takes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isFit(Buffer.from(bytes))));
});

test('any JSON makes an event that the bus takes', () => {
  fc.assert(fc.property(fc.json(), (json) => isFit(Buffer.from(json))));
});

test('any values in the known fields make an event that the bus takes', () => {
  fc.assert(
    fc.property(oddPayload, (odd) => isFit(Buffer.from(JSON.stringify(odd)))),
    { numRuns: 500 },
  );
});

test('the same event in another order and spacing has the same id', () => {
  fc.assert(
    fc.property(payload, fc.integer({ min: 0, max: 8 }), (told, indent) => {
      expect(idOf(turned(told, indent))).toBe(idOf(JSON.stringify(told)));
    }),
  );
});

test('another eventId is another event', () => {
  fc.assert(
    fc.property(payload, fc.uuid(), (told, other) => {
      fc.pre(other !== told.eventId);

      expect(idOf(JSON.stringify({ ...told, eventId: other }))).not.toBe(idOf(JSON.stringify(told)));
    }),
  );
});

test('what a documented event says is all there', () => {
  fc.assert(
    fc.property(payload, (told) => {
      const { providerEvent, occurredAt, envelope, document, recipient } = readIinkedSignEvent(
        Buffer.from(JSON.stringify(told)),
      );

      expect({ providerEvent, occurredAt, ids: [envelope?.id, document?.id, recipient?.id] }).toEqual({
        providerEvent: told.action,
        occurredAt: told.eventTime,
        ids: [told.packageId, told.documentId, told.signerId],
      });
    }),
  );
});

test('a provider’s text never leaves its folder', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '../..', 'a/../b', '%2e%2e', '.', '\0', 'a\\b'),
  );
  fc.assert(
    fc.property(nasty, nasty, (packageId, action) => {
      const read = readIinkedSignEvent(
        Buffer.from(JSON.stringify({ action, packageId, eventId: packageId })),
      );
      const envelopeId = envelopeIdSchema.safeParse(read.envelope?.id).data;

      expect(recordKey('e', envelopeId, eventId('e', read.key))).toMatch(
        /^webhooks\/e\/[A-Za-z0-9_-]{1,128}\/[0-9a-f]{64}\.json$/,
      );
    }),
  );
});
