import * as z from 'zod';
import { foundBySchema } from './found-by';
import { endpointNameSchema, providerIdSchema, envelopeIdSchema } from './ids';

/** The maximum number of damaged files in a job: some 250 bytes each, in a message of 256 KB. */
export const maxDamagedFiles = 200;

/** A file that looked damaged when it was downloaded, and is not stored yet. */
const damagedFileSchema = z.object({
  /** The file's name in its bundle. */
  name: z.string(),
  /** The digest of the bytes that came last. */
  sha256: z.string(),
  damage: z.string(),
  /** The number of downloads, up to the last one, that were the same. */
  sameCount: z.number().int().positive(),
  /** Whether an earlier download was another one. */
  hasChanged: z.boolean().optional(),
  /** The earliest time of the next download. */
  dueAt: z.iso.datetime(),
});

export type DamagedFile = z.infer<typeof damagedFileSchema>;

/** The maximum number of folded completions in a claim, at most 500 bytes each: a claim has 10 KB. */
export const maxFoldedCompletions = 10;

/** A completion that no webhook reported: of a job that was folded into another one. */
export const foldedCompletionSchema = z.object({
  /** The id of its `envelope.completed` event. */
  id: z.string(),
  /** The provider's time of it. */
  occurredAt: z.string().max(64).optional(),
});

export type FoldedCompletion = z.infer<typeof foldedCompletionSchema>;

/** The maximum number of published completions that a job remembers. */
export const maxPublishedCompletions = 50;

/** A job to archive one envelope. `publish` or `reconcile` queues it; `archive` queues it again for a later attempt. */
export const archiveJobSchema = z.object({
  version: z.literal(1),
  provider: providerIdSchema,
  endpoint: endpointNameSchema,
  envelopeId: envelopeIdSchema,
  /** The id of the `envelope.completed` event. */
  completionEventId: z.string(),
  /**
   * The id of who queued the job: a delivery of a webhook, or one use of the command `archive`. All messages of one job have
   * it. Absent in messages of earlier versions.
   */
  orderId: z.string().optional(),
  /** Present if a test webhook reported it: the archiver makes a sample bundle, and asks no provider. */
  test: z.literal(true).optional(),
  /** Who found the envelope; absent if a webhook reported its completion. */
  foundBy: foundBySchema.optional(),
  /**
   * Present if no webhook reported the completion: the archiver publishes `envelope.completed` with the `completionEventId`, once
   * the provider's API has confirmed it.
   */
  unreportedCompletion: z
    .object({
      /** The provider's time of the completion, if its list has it. */
      occurredAt: z.string().max(64).optional(),
    })
    .optional(),
  /** The completions that no webhook reported, of the jobs that were folded into this one. */
  foldedCompletions: z.array(foldedCompletionSchema).max(maxFoldedCompletions).optional(),
  /** The ids of the completions that no webhook reported, and that this job has published. */
  publishedCompletions: z.array(z.string()).max(maxPublishedCompletions).optional(),
  /** Whether a bundle that another job has written is announced again: an operator asked for it, or the bundle may be new. */
  reannounce: z.boolean().optional(),
  /**
   * The arrival of the webhook that queued this job. The archiver gives up 48 hours later. A duplicate of the completion
   * queues a job of its own, with its own arrival.
   */
  firstSeenAt: z.iso.datetime(),
  /**
   * The number of attempts so far after which the job waited for the provider. No other run is counted. It starts again when
   * another job is folded into this one.
   */
  attempt: z.number().int().nonnegative(),
  /** The number of attempts at which the provider did not know the envelope. */
  notFoundCount: z.number().int().nonnegative().optional(),
  /** The claim's `extensions` when the job last read or wrote it. Absent if the job has never held the claim. */
  extensions: z.number().int().nonnegative().optional(),
  /** The claim's `giveUpAt` at that time. */
  giveUpAt: z.iso.datetime().optional(),
  /** The time when the API first confirmed the completion. Missing files may still appear for a while after it. */
  confirmedAt: z.iso.datetime().optional(),
  /** The earliest time of the next attempt, if SQS cannot delay the message that long. */
  notBefore: z.iso.datetime().optional(),
  /** The files that looked damaged. They are downloaded again before they are stored. */
  damaged: z.array(damagedFileSchema).max(maxDamagedFiles).optional(),
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
      /** The key of `incomplete.json`, if some files of the envelope are in the archive. */
      incomplete: z.string().optional(),
    })
    .optional(),
});

export type ArchiveJob = z.infer<typeof archiveJobSchema>;
