import * as z from 'zod';
import { foldedCompletionSchema, maxFoldedCompletions } from './archive-job';
import { foundBySchema } from './found-by';

/**
 * `<endpoint>/<envelopeId>.json` in the claims bucket: which job waits for the envelope, for all jobs of it. Other jobs fold
 * into that one: they extend its time and end.
 */
export const archiveClaimSchema = z.object({
  version: z.literal(1),
  /** The order id of the job that waits. */
  owner: z.string(),
  /**
   * The end of the owner's lease. Until then the owner counts as alive, and other jobs fold into it. An owner in the
   * dead-letter queue does not renew its lease, so that a later job can wait itself.
   */
  aliveUntil: z.iso.datetime(),
  /** The time when the owner gives up: 48 hours after the latest completion that it waits for. */
  giveUpAt: z.iso.datetime(),
  /** The number of jobs that were ever folded into an owner of this envelope. A change makes the owner ask again soon. */
  extensions: z.number().int().nonnegative(),
  /** Whether the owner announces a bundle that it did not write: a folded job may have written it and not announced it. */
  reannounce: z.boolean(),
  /**
   * Who found the envelope for all jobs of this claim; absent if a webhook reported its completion to one of them. So an import
   * is quiet only while nobody else waits for the envelope.
   */
  foundBy: foundBySchema.optional(),
  /** The completions of folded jobs that no webhook reported: the owner publishes them. */
  foldedCompletions: z.array(foldedCompletionSchema).max(maxFoldedCompletions).optional(),
  /** Whether the owner has ended. A released claim can be taken. */
  released: z.boolean(),
});

export type ArchiveClaim = z.infer<typeof archiveClaimSchema>;
