import * as z from 'zod/mini';
import { authenticitySchema } from './authenticity';
import { endpointNameSchema, providerIdSchema } from './ids';
import { webhookRequestSchema } from './webhook-request';

/**
 * A request that `verify` found genuine, in the intake queue or in the spool.
 *
 * The brand (type-state) makes it a type error to queue an unverified request. Only `verify/accept-webhook.ts` makes one,
 * and `publish` parses it.
 */
export const verifiedWebhookSchema = z
  .object({
    version: z.literal(1),
    /** The delivery's own id. It survives retries, the spool and a redrive, unlike SQS's message id. */
    deliveryId: z.uuid(),
    provider: providerIdSchema,
    endpoint: endpointNameSchema,
    authenticity: authenticitySchema,
    receivedAt: z.iso.datetime(),
    /** Present if the request has the mark of a test webhook (`lambda/proof/test-mark.ts`). */
    test: z.optional(z.literal(true)),
    request: webhookRequestSchema,
  })
  .brand<'VerifiedWebhook'>();

export type VerifiedWebhook = z.infer<typeof verifiedWebhookSchema>;

/**
 * `webhooks/<endpoint>/<envelopeId or _>/<eventId>.json`: the raw request as evidence, written once. A test webhook's is
 * `test/<endpoint>/webhooks/…`.
 */
export const webhookRecordSchema = z.object({
  version: z.literal(1),
  eventId: z.string(),
  /** The type of the event that was published. Absent in records of earlier versions. */
  eventType: z.optional(z.string()),
  webhook: verifiedWebhookSchema,
});

export type WebhookRecord = z.infer<typeof webhookRecordSchema>;
