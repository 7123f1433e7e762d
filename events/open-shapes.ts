import * as z from 'zod';
import { signingEventTypeSchema } from '../lambda/contracts/signing-event';
import { signingEventShapes, unknownEventShape } from '../lambda/contracts/signing-event-shapes';
import { schemaMapper } from './map-schema';

/** Opens a schema: a consumer must allow what a later version adds, which is fields, and values of enums such as a provider. */
export const openSchema: (schema: z.ZodType) => z.ZodType = schemaMapper({
  object: (shape) => z.looseObject(shape),
  enum: (schema) => z.union([z.enum(schema._zod.def.entries), z.string()]),
});

/** The shape of an event: whatever it has besides, it has a type. */
type EventShape = z.ZodObject<{ type: z.ZodType }>;

/** Opens the shape of an event. Its `type` stays: it says which shape this is. */
function openShape(name: string, shape: EventShape): EventShape {
  const fields = Object.entries(shape.shape) as [string, z.ZodType][];
  const open = fields.map(([field, schema]) => [field, field === 'type' ? schema : openSchema(schema)]);
  return z
    .looseObject(Object.fromEntries(open) as EventShape['shape'])
    .meta({ ...shape.meta(), title: name });
}

/** The open schema of each shape that this version knows. */
export const openShapes: readonly EventShape[] = Object.entries(signingEventShapes).map(([name, shape]) =>
  openShape(name, shape as EventShape),
);

const unknownType = z.string().refine((type) => !signingEventTypeSchema.safeParse(type).success, {
  error: 'This type is known, and such an event has more fields',
});

/** The open schema of an event of a type that this version does not know. */
export const openUnknownShape: EventShape = openShape(
  'UnknownSigningEvent',
  z.object({ ...unknownEventShape.shape, type: unknownType }).meta({ ...unknownEventShape.meta() }),
);
