import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** The environment of the archiver of one endpoint, set by `lib/internal/archiver.ts`. */
export const archiveEnvSchema = z.object({
  PROVIDER: providerIdSchema,
  ENDPOINT: endpointNameSchema,
  ARCHIVE_QUEUE_URL: z.url(),
  ARCHIVE_DEAD_LETTER_QUEUE_URL: z.url(),
  ARCHIVE_BUCKET: z.string().min(1),
  CLAIMS_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  /** The ARN or name of the secret with the API key. */
  API_KEY_SECRET_ID: z.string().min(1),
  /** How long AWSPREVIOUS is valid after a rotation. */
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  /** The options of the provider's API, such as its address. The API factory parses them. */
  API_OPTIONS: jsonString(z.unknown()),
});
