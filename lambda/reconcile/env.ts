import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';

/**
 * An endpoint as `lib/internal/reconciler.ts` writes it: its name, provider, the address of its API, and the id of the secret
 * with its API key. That is the secret's ARN or name, or what follows the common begin of the ARNs (`:…`).
 */
const endpointSchema = z
  .string()
  .transform((text) => text.split(' '))
  .pipe(z.tuple([endpointNameSchema, providerIdSchema, z.url(), z.string().min(1)]))
  .transform(([name, provider, apiUrl, apiKeySecret]) => ({ name, provider, apiUrl, apiKeySecret }));

/** The reconciler's environment, set by `lib/internal/reconciler.ts`. */
export const reconcileEnvSchema = z.object({
  RECONCILE_QUEUE_URL: z.url(),
  ARCHIVE_BUCKET: z.string().min(1),
  /** The common begin of the ARNs of secrets, as far as their names. */
  SECRET_ARN_PREFIX: z.string(),
  /** How long AWSPREVIOUS is valid after a rotation. */
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  /** How far back a recent pass goes. */
  LOOKBACK_DAYS: z.coerce.number().positive(),
  /** The endpoints, a line for each. This form is short, because all variables together have 4 KB. */
  ENDPOINTS: z
    .string()
    .transform((text) => text.split('\n'))
    .pipe(z.array(endpointSchema)),
});

/** Returns the id of a secret from the short form in `ENDPOINTS`. */
export function secretIdIn(arnPrefix: string, apiKeySecret: string): string {
  return apiKeySecret.startsWith(':') ? `${arnPrefix}${apiKeySecret.slice(1)}` : apiKeySecret;
}
