import * as z from 'zod';
import { authenticitySchema } from './authenticity';
import { endpointNameSchema } from './endpoint-name';
import { providerIdSchema } from './provider-id';
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
