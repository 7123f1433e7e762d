import * as z from 'zod';
import { verifiedWebhookSchema } from './verified-webhook';

/** What S3 sends when an object arrives in the spool; keys come URL-encoded, with `+` for a space. */
const spoolNotificationSchema = z.object({
  Records: z
    .array(
      z.object({
        eventSource: z.literal('aws:s3'),
        s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
      }),
    )
    .min(1),
});

/** What S3 sends when a notification is configured: to be acknowledged. */
const s3TestEventSchema = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });

/** What the sweep queues again: an object of the spool that no notification brought. */
export const spooledWebhookSchema = z.object({
  version: z.literal(1),
  spooled: z.object({ key: z.string() }),
});

/** What the schedule sends every 15 minutes; with `after`, the key behind which an earlier sweep left off. */
export const sweepSpoolSchema = z.object({
  version: z.literal(1),
  sweepSpool: z.literal(true),
  after: z.string().optional(),
});

/** Everything that may lie in the intake queue. */
export const intakeMessageSchema = z.union([
  verifiedWebhookSchema,
  spooledWebhookSchema,
  sweepSpoolSchema,
  spoolNotificationSchema,
  s3TestEventSchema,
]);

export type SpooledPointer = z.infer<typeof spooledWebhookSchema>;
export type SweepSpool = z.infer<typeof sweepSpoolSchema>;
export type IntakeMessage = z.infer<typeof intakeMessageSchema>;
