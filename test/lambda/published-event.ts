import * as z from 'zod';
import { parseSigningEvent } from '../../events';
import { schemaMapper } from '../../events/map-schema';
import { signingEventSchema, type SigningEvent } from '../../lambda/contracts/signing-event';
import { signingEventShapes } from '../../lambda/contracts/signing-event-shapes';

const closed = schemaMapper({ object: (shape) => z.strictObject(shape), enum: (schema) => schema });

/**
 * The union of all types, closed: a field that the contract does not name is an error. Only tests use it, because a consumer must
 * allow what a later version adds.
 */
export const closedEventSchema = z.discriminatedUnion(
  'type',
  Object.values(signingEventShapes).map(closed) as unknown as [z.ZodObject<{ type: z.ZodLiteral }>],
);

/**
 * Checks an event that a stage publishes, as JSON: it has each field that its type promises and no field that the contract does not
 * name, and the consumers' parser reads it. Returns it.
 */
export function publishedEvent(event: unknown): SigningEvent {
  const seen: unknown = JSON.parse(JSON.stringify(event));
  closedEventSchema.parse(seen);
  expect(parseSigningEvent(seen)).toBe(seen);
  return signingEventSchema.parse(event);
}

/** What the publisher adds to each event of a webhook, whatever webhook it is. */
export const ofWebhook = {
  version: 1,
  confirmed: false,
  authenticity: 'url-token',
  record: { bucket: 'archive-bucket', key: 'webhooks/e/_/1.json' },
} as const;
