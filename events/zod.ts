/** `cdk-esign-webhooks/events/zod`: the events as schemas of zod 4, for those who have it. */
import * as z from 'zod';
import { openShapes, openUnknownShape } from './open-shapes';
import type { SigningEvent, UnknownSigningEvent } from './signing-event';

/**
 * The `detail` of an event of a type that this version knows. Objects are loose: fields of a later version stay, and so do
 * values of enums, such as a new provider.
 */
export const signingEventSchema: z.ZodType<SigningEvent> = z.discriminatedUnion(
  'type',
  openShapes as unknown as [(typeof openShapes)[0]],
) as never;

/** The `detail` of an event of a type that this version does not know. */
export const unknownSigningEventSchema: z.ZodType<UnknownSigningEvent> = openUnknownShape as never;
