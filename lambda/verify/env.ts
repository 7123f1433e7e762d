import * as z from 'zod/mini';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** The environment of a verifier function, set by `lib/internal/verifier.ts`. */
export const verifyEnvSchema = z.object({
  PROVIDER: providerIdSchema,
  ENDPOINT: endpointNameSchema,
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().check(z.minLength(1)),
  /** The ARN or name of the webhook secret. */
  SECRET_ID: z.string().check(z.minLength(1)),
  /** How long AWSPREVIOUS is valid after a rotation. */
  SECRET_GRACE_SECONDS: z.coerce.number().check(z.int(), z.nonnegative()),
  /** The limits of the route, or their defaults if the API is the user's own. They limit the reads of the secret. */
  THROTTLE_RATE_PER_SECOND: z.coerce.number().check(z.positive()),
  THROTTLE_BURST: z.coerce.number().check(z.positive()),
  /** The provider's own options. Its `configure` parses them. */
  PROVIDER_OPTIONS: jsonString(z.unknown()),
});
