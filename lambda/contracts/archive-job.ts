import * as z from 'zod';
import { endpointNameSchema, providerIdSchema, envelopeIdSchema } from './ids';
/** An order to archive one envelope: from `publish` to `archive`, and from `archive` to its later self. */
export const archiveJobSchema = z.object({
  version: z.literal(1),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  envelopeId: envelopeIdSchema,
  /** The signing event that said "completed". */
  completionEventId: z.string(),
  /** When the completion was first heard of: the archiver gives up 48 hours after it. */
  firstSeenAt: z.iso.datetime(),
  /** How often the job was put back to wait. */
  attempt: z.number().int().nonnegative(),
  /** When the API first confirmed completion: what it does not have yet may come for a while after that. */
  confirmedAt: z.iso.datetime().optional(),
  /** Not to be tried before: a `Retry-After` longer than SQS can delay. */
  notBefore: z.iso.datetime().optional(),
  /**
   * Why, when and after how many tries it was given up, as it went to the dead-letter queue. One that comes back from
   * there starts afresh, and what it says here is of the time before.
   */
  givenUp: z
    .object({
      /** By name, as `envelope.archive-failed` has it in `problem`. */
      reason: z.string(),
      at: z.iso.datetime(),
      tries: z.number().int().positive(),
    })
    .optional(),
});

export type ArchiveJob = z.infer<typeof archiveJobSchema>;
