import fc from 'fast-check';
import type { EventSubject, Json } from '../subject';

const hexId = fc.stringMatching(/^[0-9a-f]{24}$/);

/** The fields that identify an event: what happened, and to whom. */
interface Fact {
  readonly event: string;
  readonly action?: string;
  readonly envelope_id: string;
  readonly recipient_id?: string;
}

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({
    event: fc.constantFrom('envelope_completed', 'envelope_declined', 'envelope_voided', 'envelope_expired'),
    envelope_id: hexId,
  }),
  fc.record({
    event: fc.constant('envelope_audit_trail'),
    action: fc.constantFrom('ENVELOPE_VIEWED', 'ENVELOPE_SIGNED', 'ENVELOPE_DECLINED'),
    envelope_id: hexId,
    recipient_id: hexId,
  }),
);

/** The fields that may differ between two deliveries. */
const delivery = fc.record({ id: hexId, uid: hexId, target: fc.webUrl(), file_name: fc.string() });
type Delivery = typeof delivery extends fc.Arbitrary<infer Value> ? Value : never;

const delivered = ({ event, ...about }: Fact, { id, uid, target, file_name }: Delivery): Json => ({
  hook: { id, event, target },
  data: { id, uid, ...about, ...('action' in about ? {} : { file_name }) },
});

/** The same event with its names in the other case. */
const inOtherCase = (one: Fact): Fact => ({
  ...one,
  event: one.event.toUpperCase(),
  ...(one.action && { action: one.action.toLowerCase() }),
});

export const generated: EventSubject['generated'] = {
  same: fc
    .tuple(fact, delivery, delivery)
    .map(([one, first, second]) => [delivered(one, first), delivered(inOtherCase(one), second)]),
  different: fc
    .tuple(fact, fact, delivery)
    .filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other))
    .map(([one, other, sent]) => [delivered(one, sent), delivered(other, sent)]),
};
