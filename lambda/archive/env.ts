import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** What the archiver needs to know of one endpoint. */
const archiveEndpointSchema = z.object({
  provider: providerIdSchema,
  queueUrl: z.url(),
  deadLetterQueueUrl: z.url(),
  /** ARN (or name) of the secret that holds the API key. */
  apiKeySecretId: z.string().min(1),
  /** The provider's own options (such as the API's address): read by its API factory. */
  api: z.unknown(),
});

/** What `lib/internal/archiver.ts` tells the archiver. */
export const archiveEnvSchema = z.object({
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  ENDPOINTS: jsonString(z.record(endpointNameSchema, archiveEndpointSchema)),
});

export type ArchiveEndpoint = z.infer<typeof archiveEndpointSchema>;
