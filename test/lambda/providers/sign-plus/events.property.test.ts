import fc from 'fast-check';
import { recordKey } from '../../../../lambda/contracts/object-keys';
import { envelopeIdSchema } from '../../../../lambda/contracts/ids';
import { signingEventSchema } from '../../../../lambda/contracts/signing-event';
import { eventId } from '../../../../lambda/kit/event-id';
import { readSignPlusEvent } from '../../../../lambda/providers/sign-plus/events';

const ends = ['completed', 'declined', 'voided', 'expired'].map((end) => `envelope_${end}`);
const actions = ['ENVELOPE_VIEWED', 'ENVELOPE_SIGNED', 'ENVELOPE_DECLINED'];
const bytesOf = (payload: unknown) => Buffer.from(JSON.stringify(payload));
const idOf = (body: Buffer) => eventId('sign-plus', readSignPlusEvent(body).key);

const id = fc.stringMatching(/^[0-9a-f]{24}$/);
/** What happened, and to whom: all that identifies an event. */
const fact = fc.oneof(
  fc.record({ event: fc.constantFrom(...ends), envelope_id: id }),
  fc.record({
    event: fc.constant('envelope_audit_trail'),
    action: fc.constantFrom(...actions),
    envelope_id: id,
    recipient_id: id,
  }),
);

/** What differs from delivery to delivery, as far as anybody knows. */
const delivery = fc.record({ hookId: id, uid: id, target: fc.webUrl(), fileName: fc.string() });

type Fact = typeof fact extends fc.Arbitrary<infer Value> ? Value : never;
type Delivery = typeof delivery extends fc.Arbitrary<infer Value> ? Value : never;

const delivered = ({ event, ...about }: Fact, { hookId, uid, target, fileName }: Delivery) => ({
  hook: { id: hookId, event, target },
  data: { id: hookId, uid, ...about, ...('action' in about ? {} : { file_name: fileName }) },
});

/** The same with its keys turned round, its names in the other case and white space put in. */
const turned = ({ hook, data }: ReturnType<typeof delivered>) => {
  const back = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  const action = 'action' in data ? { action: data.action.toLowerCase() } : {};
  const other = {
    data: back({ ...data, ...action }),
    hook: back({ ...hook, event: hook.event.toUpperCase() }),
  };
  return Buffer.from(JSON.stringify(other, null, 3));
};

/** What a stranger who knows the field names could make of them. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(...ends, ...actions, 'envelope_audit_trail'),
  fc.string({ unit: 'binary', maxLength: 3000 }),
);
const oddPayload = fc.record(
  {
    hook: fc.oneof(odd, fc.dictionary(fc.constantFrom('event', 'id', 'target', '__proto__'), odd)),
    data: fc.oneof(
      odd,
      fc.dictionary(
        fc.constantFrom('envelope_id', 'recipient_id', 'action', 'file_name', 'id', '__proto__'),
        odd,
      ),
    ),
  },
  { requiredKeys: [] },
);

const isFit = (body: Buffer) => {
  const { key, ...said } = readSignPlusEvent(body);
  const event = signingEventSchema.parse({
    version: 1,
    id: eventId('e', key),
    provider: 'sign-plus',
    endpoint: 'e',
    confirmed: false,
    receivedAt: '2026-11-21T10:00:00Z',
    ...said,
  });
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
    fc.property(oddPayload, (payload) => isFit(bytesOf(payload))),
    { numRuns: 500 },
  );
});

test('the same event delivered another time, in another order, case and spacing, has the same id', () => {
  fc.assert(
    fc.property(fact, delivery, delivery, (told, first, second) => {
      expect(idOf(turned(delivered(told, second)))).toBe(idOf(bytesOf(delivered(told, first))));
    }),
  );
});

test('two different events never share an id, though all else is equal', () => {
  fc.assert(
    fc.property(fact, fact, delivery, (one, other, sent) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));

      expect(idOf(bytesOf(delivered(other, sent)))).not.toBe(idOf(bytesOf(delivered(one, sent))));
    }),
  );
});

test('a provider’s text never leaves its folder', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('..', '../..', 'a/../b', '%2e%2e', '.', '\0', 'a\\b'),
  );
  fc.assert(
    fc.property(nasty, fc.constantFrom(...ends), (envelope_id, event) => {
      const read = readSignPlusEvent(bytesOf({ hook: { event }, data: { envelope_id } }));
      const envelopeId = envelopeIdSchema.safeParse(read.envelope?.id).data;

      expect(recordKey('e', envelopeId, eventId('e', read.key))).toMatch(
        /^webhooks\/e\/[A-Za-z0-9_-]{1,128}\/[0-9a-f]{64}\.json$/,
      );
    }),
  );
});
