import * as z from 'zod';
import { verifiedWebhookSchema } from './verified-webhook';

/** S3's notification about a new object in the spool. The keys are URL-encoded, with `+` for a space. */
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

/** S3's message after a notification is configured. It needs no action. */
const s3TestEventSchema = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });

/** The sweep's message about an object in the spool whose notification was lost or failed. */
export const spooledPointerSchema = z.object({
  version: z.literal(1),
  spooled: z.object({ key: z.string() }),
});

/** The message that starts a sweep of the spool, every 15 minutes. `after` is the last key of the page before. */
export const sweepSpoolSchema = z.object({
  version: z.literal(1),
  sweepSpool: z.literal(true),
  after: z.string().optional(),
});

/** The message attribute in which the command line keeps the first sender of a dead letter that it sends back. */
export const firstSenderAttribute = 'FirstSenderId';

/** Any message of the intake queue. */
export const intakeMessageSchema = z.union([
  verifiedWebhookSchema,
  spooledPointerSchema,
  sweepSpoolSchema,
  spoolNotificationSchema,
  s3TestEventSchema,
]);

export type SpooledPointer = z.infer<typeof spooledPointerSchema>;
export type SweepSpool = z.infer<typeof sweepSpoolSchema>;
export type IntakeMessage = z.infer<typeof intakeMessageSchema>;
