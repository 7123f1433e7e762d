import * as z from 'zod';
import { endpointNameSchema, providerIdSchema, envelopeIdSchema } from './ids';

/** A job to archive one envelope. `publish` queues it; `archive` queues it again for a later attempt. */
export const archiveJobSchema = z.object({
  version: z.literal(1),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  envelopeId: envelopeIdSchema,
  /** The id of the `envelope.completed` event. */
  completionEventId: z.string(),
  /**
   * The arrival of the webhook that queued this job. The archiver gives up 48 hours later. A duplicate of the completion
   * queues a job of its own, with its own arrival.
   */
  firstSeenAt: z.iso.datetime(),
  /** The number of attempts so far after which the job waited for the provider. No other run is counted. */
  attempt: z.number().int().nonnegative(),
  /** The time when the API first confirmed the completion. Missing files may still appear for a while after it. */
  confirmedAt: z.iso.datetime().optional(),
  /** The earliest time of the next attempt, if SQS cannot delay the message that long. */
  notBefore: z.iso.datetime().optional(),
  /**
   * The reason, time and number of attempts when the archiver gave up and moved the job to the dead-letter queue. After a
   * redrive the job starts again, and this describes the time before.
   */
  givenUp: z
    .object({
      /** The `FailureReason`, the same as `problem` of `envelope.archive-failed`. */
      reason: z.string(),
      at: z.iso.datetime(),
      tries: z.number().int().positive(),
    })
    .optional(),
});

export type ArchiveJob = z.infer<typeof archiveJobSchema>;
