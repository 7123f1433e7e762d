import * as z from 'zod';
import { everyEventFields, signingEventTypeSchema, someEventFields } from './signing-event';

/**
 * Which fields each type of event has, and which always. The published types, the parser of consumers and the JSON Schema are
 * made from it (`npm run schemas`).
 */

const { authenticity, foundBy, envelope, document, recipient, recipients, progress, providerEvent, record } =
  someEventFields;

/** The fields that only events of webhooks have, or have not always. */
const webhookFields = {
  authenticity,
  record,
  providerEvent,
  ...z.object({ document, recipient, recipients, progress }).partial().shape,
};

/** The types that have a shape of their own. Each other type is a `ReportedEvent`. */
const ownShapes = [
  'envelope.completed',
  'envelope.archived',
  'envelope.archive-failed',
  'document.completed',
  'provider.event',
] as const;

/** The shapes by their names in the published types. */
export const signingEventShapes = {
  ReportedEvent: z
    .object({ ...everyEventFields, type: signingEventTypeSchema.exclude(ownShapes), envelope, ...webhookFields })
    .meta({ description: 'Something happened to an envelope, a recipient or a template: a webhook reports it.' }),
  DocumentCompletedEvent: z
    .object({
      ...everyEventFields,
      type: z.literal('document.completed'),
      envelope,
      ...webhookFields,
      document,
    })
    .meta({ description: 'Everybody signed one document of the envelope: a webhook reports it.' }),
  EnvelopeCompletedEvent: z
    .object({
      ...everyEventFields,
      type: z.literal('envelope.completed'),
      envelope,
      ...z.object({ ...webhookFields, foundBy }).partial().shape,
    })
    .meta({
      description:
        'Everybody signed everything. A webhook reports it, and then it has `authenticity` and `record`; or the archiver found it (`foundBy`), and then the API has confirmed it.',
    }),
  EnvelopeArchivedEvent: z
    .object({
      ...everyEventFields,
      type: z.literal('envelope.archived'),
      confirmed: z.literal(true).describe("The provider's API confirmed that the envelope is complete."),
      envelope,
      foundBy: foundBy.optional(),
      archive: someEventFields.archive,
    })
    .meta({ description: 'Every file of a complete envelope is in the archive. It comes from no webhook.' }),
  EnvelopeArchiveFailedEvent: z
    .object({
      ...everyEventFields,
      type: z.literal('envelope.archive-failed'),
      confirmed: z.literal(false).describe('Never true, so that no rule takes it for a whole bundle.'),
      envelope,
      foundBy: foundBy.optional(),
      problem: z.string().describe('Why the archiver gave up.'),
      incomplete: someEventFields.incomplete.optional(),
    })
    .meta({ description: 'The archiver gave up the envelope. It comes from no webhook.' }),
  ProviderEvent: z
    .object({
      ...everyEventFields,
      type: z.literal('provider.event'),
      ...webhookFields,
      providerEvent: providerEvent.optional(),
      envelope: envelope.optional(),
    })
    .meta({ description: 'Any other genuine webhook. If it is not readable, `problem` says why.' }),
};

/** What an event of a type has that this version does not know: only these fields are sure. */
export const unknownEventShape = z
  .object({ ...everyEventFields, type: z.string() })
  .meta({ description: 'An event of a type that this version does not know: a later version publishes it.' });
