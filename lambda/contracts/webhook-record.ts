import * as z from 'zod';
import { verifiedWebhookSchema } from './verified-webhook';

/** `webhooks/<endpoint>/<envelopeId or _>/<eventId>.json`: the raw request as evidence, written once. */
export const webhookRecordSchema = z.object({
  version: z.literal(1),
  eventId: z.string(),
  webhook: verifiedWebhookSchema,
});

export type WebhookRecord = z.infer<typeof webhookRecordSchema>;
