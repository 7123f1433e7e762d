import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** What `lib/internal/verifier.ts` tells a verifier function. */
export const verifyEnvSchema = z.object({
  PROVIDER: providerIdSchema,
  ENDPOINT: endpointNameSchema,
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().min(1),
  /** ARN (or name) of the webhook secret. */
  SECRET_ID: z.string().min(1),
  /** How long AWSPREVIOUS counts after a rotation, in seconds. */
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  /** The provider's own options: read by its `configure`. */
  PROVIDER_OPTIONS: jsonString(z.unknown()),
});
