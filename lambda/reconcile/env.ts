import * as z from 'zod';

/** The reconciler's environment, set by `lib/internal/reconciler.ts`. */
export const reconcileEnvSchema = z.object({
  RECONCILE_QUEUE_URL: z.url(),
  ARCHIVE_BUCKET: z.string().min(1),
  /** The parameter with the endpoints: 25 of them do not fit into the 4 KB of an environment. */
  SETTINGS_PARAMETER: z.string().min(1),
  /** The unique id of the function's role, or `-`. */
  OWN_ROLE_ID: z.string().min(1),
  /** How long AWSPREVIOUS is valid after a rotation. */
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  /** How far back a recent pass goes. */
  LOOKBACK_DAYS: z.coerce.number().positive(),
});
