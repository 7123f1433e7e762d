import * as z from 'zod';
import { authenticitySchema } from './authenticity';
import { endpointNameSchema, providerIdSchema } from './ids';
import { webhookRequestSchema } from './webhook-request';
/**
 * A request that `verify` found genuine: what travels in the intake queue, or lies in the spool.
 *
 * The brand makes it a type error to queue anything that was not verified: only `verify/accept-webhook.ts`
 * makes one, and `publish` gets it back by parsing.
 */
export const verifiedWebhookSchema = z
  .object({
    version: z.literal(1),
    /** Names this delivery for good: a retry, the spool and a redrive keep it. SQS's own message id changes on redrive. */
    deliveryId: z.uuid(),
    provider: providerIdSchema,
    endpoint: endpointNameSchema,
    authenticity: authenticitySchema,
    receivedAt: z.iso.datetime(),
    request: webhookRequestSchema,
  })
  .brand<'VerifiedWebhook'>();

export type VerifiedWebhook = z.infer<typeof verifiedWebhookSchema>;

/** `webhooks/<endpoint>/<envelopeId or _>/<eventId>.json`: the raw request as evidence, written once. */
export const webhookRecordSchema = z.object({
  version: z.literal(1),
  eventId: z.string(),
  webhook: verifiedWebhookSchema,
});

export type WebhookRecord = z.infer<typeof webhookRecordSchema>;
