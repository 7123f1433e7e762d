import fc from 'fast-check';
import { signingEventSchema } from '../../../../lambda/contracts/signing-event';
import { eventId } from '../../../../lambda/kit/event-id';
import { readKingsignEvent } from '../../../../lambda/providers/kingsign/events';

const types = ['document.updated', 'document.completed', 'document.viewed'];
const idOf = (body: string) => eventId('kingsign', readKingsignEvent(Buffer.from(body)).key);

const id = fc.stringMatching(/^[0-9a-f]{23,24}$/);
const time = fc
  .date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const field = fc.record({
  _id: id,
  contactId: id,
  value: fc.string(),
  isSigned: fc.boolean(),
  updatedAt: time,
});

/** What the provider sends, as far as its page says. */
const payload = fc.record({
  type: fc.constantFrom('document.updated', 'document.completed'),
  document: fc.record({
    _id: id,
    title: fc.string(),
    status: fc.constantFrom('pending', 'signed', 'completed'),
    updatedAt: time,
    documentFields: fc.array(field, { maxLength: 6 }),
  }),
  timestamp: time,
  webhookId: id,
});

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(...types),
  fc.string({ unit: 'binary', maxLength: 3000 }),
);

/** What a stranger who knows the names could make of them. */
const oddPayload = fc.record(
  {
    type: anything,
    timestamp: anything,
    document: fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom('_id', 'title', 'status', '__proto__'), anything),
      fc.record({
        _id: fc.oneof(id, anything),
        status: anything,
        documentFields: fc.array(
          fc.oneof(
            anything,
            field,
            fc.record({ _id: id, contactId: anything, isSigned: fc.boolean(), updatedAt: time }),
          ),
        ),
      }),
    ),
  },
  { requiredKeys: [] },
);

/** The same value as JSON, with its keys turned round, its fields too, and white space put in. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
};

const isFit = (body: Buffer) => {
  const { key, ...said } = readKingsignEvent(body);
  const detail = { version: 1, id: eventId('e', key), provider: 'kingsign', endpoint: 'e', confirmed: false };
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

test('the same state in another order, sent at another time, has the same id', () => {
  fc.assert(
    fc.property(payload, time, id, fc.integer({ min: 0, max: 8 }), (told, timestamp, webhookId, indent) => {
      const document = { ...told.document, updatedAt: timestamp };
      const again = turned({ ...told, document, timestamp, webhookId });

      expect(idOf(JSON.stringify(again, null, indent))).toBe(idOf(JSON.stringify(told)));
    }),
  );
});

test('another state of a field is another event', () => {
  fc.assert(
    fc.property(payload, field, (told, one) => {
      const { document } = told;
      const withField = (isSigned: boolean) =>
        JSON.stringify({
          ...told,
          document: { ...document, documentFields: [...document.documentFields, { ...one, isSigned }] },
        });

      expect(idOf(withField(true))).not.toBe(idOf(withField(false)));
    }),
  );
});

test('what was filled in is in no event', () => {
  fc.assert(
    fc.property(payload, fc.uuid(), (told, canary) => {
      const documentFields = told.document.documentFields.map((one) => ({ ...one, value: canary }));
      const body = JSON.stringify({ ...told, document: { ...told.document, note: canary, documentFields } });

      expect(JSON.stringify(readKingsignEvent(Buffer.from(body)))).not.toContain(canary);
    }),
  );
});
