import fc from 'fast-check';
import { parseSigningEvent, SigningEventUnreadable } from '../../events';
import { signingEventSchema, unknownSigningEventSchema } from '../../events/zod';
import { signingEventTypeSchema } from '../../lambda/contracts/signing-event';
import { closedEventSchema } from '../closed-event-schema';
import { leaves, withValueReplaced } from '../conformance/json-variants';
import { eachShape } from './sample-events';

const isAccepted = (event: unknown) =>
  signingEventSchema.safeParse(event).success || unknownSigningEventSchema.safeParse(event).success;

function isRead(event: unknown): boolean {
  try {
    return parseSigningEvent(event) === event;
  } catch (error) {
    expect(error).toBeInstanceOf(SigningEventUnreadable);
    return false;
  }
}

const shape = fc.constantFrom(...eachShape);
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    '',
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    [],
    {},
    null,
    '2026-02-29T00:00:00Z',
    'ab'.repeat(32),
  ),
  fc.constantFrom(...eachShape.flatMap(leaves), ...signingEventTypeSchema.options),
);

test('the parser reads what the zod schemas accept, and nothing else, whatever is changed', () => {
  const seen = { read: 0, unreadable: 0 };
  fc.assert(
    fc.property(shape, fc.array(fc.tuple(fc.nat(), value), { maxLength: 3 }), (event, changes) => {
      const changed = changes.reduce((json, [at, odd]) => withValueReplaced(json, at, odd), event);

      expect(isRead(changed)).toBe(isAccepted(changed));
      seen[isRead(changed) ? 'read' : 'unreadable']++;
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(seen.read, seen.unreadable)).toBeGreaterThan(300);
});

test('the parser and the zod schemas agree on each type with the fields of each other type', () => {
  fc.assert(
    fc.property(shape, shape, fc.constantFrom(...signingEventTypeSchema.options), (one, other, type) => {
      const mixed = { ...(one as object), ...(other as object), type };

      expect(isRead(mixed)).toBe(isAccepted(mixed));
    }),
  );
});

test('the parser and the zod schemas agree on an event that lacks a field', () => {
  for (const event of eachShape as readonly Readonly<Record<string, unknown>>[]) {
    for (const name of Object.keys(event)) {
      const less = Object.fromEntries(Object.entries(event).filter(([other]) => other !== name));

      expect([name, isRead(less)]).toEqual([name, isAccepted(less)]);
    }
  }
});

test('the zod schemas accept fields of a later version, and the closed ones of our tests do not', () => {
  for (const event of eachShape) {
    const later = { ...(event as object), later: 1 };

    expect(signingEventSchema.parse(later)).toEqual(later);
    expect(closedEventSchema.safeParse(event).success).toBe(true);
    expect(closedEventSchema.safeParse(later).success).toBe(false);
  }
});
