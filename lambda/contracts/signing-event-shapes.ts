import * as z from 'zod';
import { eventShape, signingEventTypeSchema, someEventFields } from './signing-event';

/**
 * Which fields each type of event has, and which always. The published types, the parser of consumers and the JSON Schema are
 * made from it (`npm run schemas`).
 */

const { authenticity, foundBy, envelope, document, record, providerEvent } = someEventFields;
const { recipient, recipients, progress, archive, incomplete } = someEventFields;

/** The fields of events that a webhook reports. */
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
  ReportedEvent: eventShape(signingEventTypeSchema.exclude(ownShapes), { envelope, ...webhookFields }).meta({
    description: 'Something happened to an envelope, a recipient or a template: a webhook reports it.',
  }),
  DocumentCompletedEvent: eventShape(z.literal('document.completed'), {
    envelope,
    ...webhookFields,
    document,
  }).meta({ description: 'Everybody signed one document of the envelope: a webhook reports it.' }),
  EnvelopeCompletedEvent: eventShape(z.literal('envelope.completed'), {
    envelope,
    ...z.object({ ...webhookFields, foundBy }).partial().shape,
  }).meta({
    description:
      'Everybody signed everything. A webhook reports it, and then it has `authenticity` and `record`; or the archiver found it (`foundBy`), and then the API has confirmed it.',
  }),
  EnvelopeArchivedEvent: eventShape(z.literal('envelope.archived'), {
    confirmed: z
      .boolean()
      .describe("The provider's API confirmed that the envelope is complete. False only on a test (`test`)."),
    envelope,
    foundBy: foundBy.optional(),
    archive,
  }).meta({ description: 'Every file of a complete envelope is in the archive. It comes from no webhook.' }),
  EnvelopeArchiveFailedEvent: eventShape(z.literal('envelope.archive-failed'), {
    confirmed: z.literal(false).describe('Never true, so that no rule takes it for a whole bundle.'),
    envelope,
    foundBy: foundBy.optional(),
    problem: z.string().describe('Why the archiver gave up.'),
    incomplete: incomplete.optional(),
  }).meta({ description: 'The archiver gave up the envelope. It comes from no webhook.' }),
  ProviderEvent: eventShape(z.literal('provider.event'), {
    ...webhookFields,
    providerEvent: providerEvent.optional(),
    envelope: envelope.optional(),
  }).meta({ description: 'Any other genuine webhook. If it is not readable, `problem` says why.' }),
};

/** What an event of a type has that this version does not know: only these fields are sure. */
export const unknownEventShape = eventShape(z.string(), {}).meta({
  description: 'An event of a type that this version does not know: a later version publishes it.',
});
