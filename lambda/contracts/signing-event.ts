import * as z from 'zod';
import { authenticitySchema } from './authenticity';
import { foundBySchema } from './found-by';
import { endpointNameSchema, providerIdSchema } from './ids';
import {
  archiveSummarySchema,
  documentSchema,
  envelopeSchema,
  incompleteSummarySchema,
  progressSchema,
  recipientSchema,
  recordPlaceSchema,
} from './signing-event-parts';

/** The types of signing events: the detail types on the bus. */
export const signingEventTypeSchema = z.enum([
  'envelope.created',
  'envelope.sent',
  'envelope.updated',
  'envelope.completed',
  'envelope.declined',
  'envelope.voided',
  'envelope.expired',
  'envelope.deleted',
  'envelope.archived',
  'envelope.archive-failed',
  'document.completed',
  'recipient.viewed',
  'recipient.signed',
  'recipient.declined',
  'recipient.expired',
  'recipient.reminded',
  'template.created',
  'template.updated',
  'template.deleted',
  'template.used',
  'provider.event',
]);

export type SigningEventType = z.infer<typeof signingEventTypeSchema>;

/** The fields that any type may have. To add an optional field to every event, add it here. */
const everyEventFields = {
  version: z
    .literal(1)
    .describe('The version of this contract. An event of another version is another contract.'),
  id: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('The same for each delivery of the same event. De-duplicate by it.'),
  provider: providerIdSchema,
  endpoint: endpointNameSchema.clone().register(z.globalRegistry, {
    description: 'The name of the endpoint: one address for one account at one provider.',
  }),
  confirmed: z
    .boolean()
    .describe(
      "True if the provider's API confirmed it, and not only a webhook. Never true on `envelope.archive-failed`, nor on a test.",
    ),
  test: z
    .literal(true)
    .describe(
      "Present if a test webhook caused the event: the command `trigger`, or a provider's Test button. Nobody signed anything.",
    )
    .optional(),
  replayedAt: z.iso
    .datetime()
    .describe('Present if the command `replay` handed the event on again: the time when it started.')
    .optional(),
  occurredAt: z.string().describe("The provider's time of the event, if it sends one.").optional(),
  receivedAt: z.iso
    .datetime()
    .describe('The arrival of the webhook, or the time when the archiver made the event.'),
  problem: z
    .string()
    .describe('The problem with a genuine request or with a bundle, or the reason why archiving failed.')
    .optional(),
};

/** The fields that some types have. `signing-event-shapes.ts` says which type has which, and which always. */
export const someEventFields = {
  authenticity: authenticitySchema,
  foundBy: foundBySchema,
  envelope: envelopeSchema,
  document: documentSchema,
  recipient: recipientSchema,
  recipients: z.array(recipientSchema).describe('All recipients, if the webhook lists them.'),
  progress: progressSchema,
  providerEvent: z.string().describe("The provider's own name of the event."),
  record: recordPlaceSchema,
  archive: archiveSummarySchema,
  incomplete: incompleteSummarySchema,
};

/** Makes the schema of an event: what every event has, and its other fields. */
export function eventShape<Type extends z.ZodType, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  const { version, id, ...others } = everyEventFields;
  return z.object({ version, id, type, ...others, ...fields });
}

/**
 * The `detail` of an event on the bus, as the stages write it: any type with any field. Its `source` is `esign.<provider>`, its
 * `detail-type` is `type`.
 *
 * The bus does not check which fields a type always has: an event without one of them is better than a lost event. Tests
 * check it for each event that a stage makes.
 */
export const signingEventSchema = eventShape(
  signingEventTypeSchema,
  z.object(someEventFields).partial().shape,
);

export type SigningEvent = z.infer<typeof signingEventSchema>;
