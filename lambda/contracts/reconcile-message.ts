import * as z from 'zod';
import { endpointNameSchema } from './ids';

/** The kinds of scheduled passes: over what was made lately, or over everything. */
export const scheduledPassKindSchema = z.enum(['recent', 'full']);

export type ScheduledPassKind = z.infer<typeof scheduledPassKindSchema>;

/** The name of an archive queue of this account and region. */
const queueNameSchema = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/);

/** The message of a schedule: it starts a pass over each of these endpoints. */
export const startPassesSchema = z.object({
  version: z.literal(1),
  startPasses: scheduledPassKindSchema,
  /** The time to the next passes of this kind. Then these passes end, so that none pile up. */
  everySeconds: z.number().int().positive(),
  /** The name of each endpoint's archive queue: the names of 25 do not fit into the function's environment. */
  archiveQueues: z.record(endpointNameSchema, queueNameSchema),
});

export type StartPasses = z.infer<typeof startPassesSchema>;

/** What a pass has seen so far, in envelopes. */
export const passCountsSchema = z.object({
  /** Completed envelopes on the list that this pass is about. */
  found: z.number().int().nonnegative(),
  /** Of those: with a bundle of their latest completion. */
  there: z.number().int().nonnegative(),
  /** Of those: without a bundle, and with an order that stands. */
  waiting: z.number().int().nonnegative(),
  /** Of those: ordered by this pass; with `dryRun`, those that it would order. */
  ordered: z.number().int().nonnegative(),
  /** Of the ordered ones: those whose webhook never came. */
  missed: z.number().int().nonnegative(),
});

export type PassCounts = z.infer<typeof passCountsSchema>;

/** A pass over one endpoint's envelopes. */
export const passSchema = z.object({
  /** Unique; each order of the pass has it. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** `import` is a pass over the past, which an operator started. */
  kind: z.enum([...scheduledPassKindSchema.options, 'import']),
  endpoint: endpointNameSchema,
  archiveQueue: queueNameSchema,
  startedAt: z.iso.datetime(),
  /** The pass ends unfinished at this time: its successor is due. */
  endsAt: z.iso.datetime(),
  /**
   * What completed before is history, and not ordered: the start of the endpoint's first pass, or an import's `--since`. Absent
   * before the pass has begun.
   */
  since: z.iso.datetime().optional(),
  /** The start of the endpoint's first pass. What an import finds that completed later, its webhook should have reported. */
  firstPassAt: z.iso.datetime().optional(),
  /** S3 is not asked for envelopes that completed (or else changed) before: earlier passes did. Absent: for all. */
  checkFrom: z.iso.datetime().optional(),
  /** Whether to count only: no order, no note. */
  dryRun: z.literal(true).optional(),
  /** Whether to order again what an earlier order did not bring. */
  retry: z.literal(true).optional(),
  /** Whether the provider's list changed in a way that may have hidden an envelope. Such a pass does not count as finished. */
  mayHaveSkipped: z.literal(true).optional(),
});

export type Pass = z.infer<typeof passSchema>;

/** The place of a pass: in the orders that stand, which come first, or in the provider's list. */
export const passPlaceSchema = z.union([
  z.object({ orders: z.object({ after: z.string().max(1024).optional() }) }),
  z.object({
    list: z.object({
      /** What the provider's lister asks the page with. */
      cursor: z.unknown().optional(),
      /** The number of the page, from 0. */
      page: z.number().int().nonnegative(),
      /** The envelopes of this page that an earlier run has handled, if its time was short. */
      handled: z.array(z.string()).max(10_000).optional(),
    }),
  }),
]);

export type PassPlace = z.infer<typeof passPlaceSchema>;

/** One page of a pass: one message. */
export const passPageSchema = z.object({
  version: z.literal(1),
  pass: passSchema,
  /** Absent: the pass has not begun. */
  place: passPlaceSchema.optional(),
  counts: passCountsSchema.optional(),
  /** The number of attempts at this page that failed at the provider. */
  attempt: z.number().int().nonnegative().optional(),
  /** The earliest time of the next attempt, if SQS cannot delay the message that long. */
  notBefore: z.iso.datetime().optional(),
});

export type PassPage = z.infer<typeof passPageSchema>;

/** Any message of the reconcile queue. */
export const reconcileMessageSchema = z.union([startPassesSchema, passPageSchema]);
