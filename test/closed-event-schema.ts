import * as z from 'zod';
import { schemaMapper } from '../events/map-schema';
import { signingEventShapes } from '../lambda/contracts/signing-event-shapes';

const closed = schemaMapper({
  object: (shape) => z.strictObject(shape),
  enum: (schema) => z.enum(schema._zod.def.entries),
});

/**
 * The union of all types, closed: a field that the contract does not name is an error. Only tests use it, because a consumer must
 * allow what a later version adds.
 */
export const closedEventSchema = z.discriminatedUnion(
  'type',
  Object.values(signingEventShapes).map(closed) as unknown as [z.ZodObject<{ type: z.ZodLiteral }>],
);
