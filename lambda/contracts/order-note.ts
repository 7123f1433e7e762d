import * as z from 'zod';
import { archiveJobSchema } from './archive-job';

/**
 * `reconciliation/<endpoint>/<envelopeId>/<n>.json`, written once: a pass has ordered the archiving of an envelope for the n-th
 * time. The next order comes 2^n days later, if there is no bundle by then.
 */
export const orderNoteSchema = z.object({
  version: z.literal(1),
  /** The job that was queued. */
  job: archiveJobSchema,
  /** The provider's time of the completion that was missing, if its list has it. */
  completedAt: z.string().optional(),
});

export type OrderNote = z.infer<typeof orderNoteSchema>;
