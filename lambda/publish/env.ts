import * as z from 'zod';
import { endpointNameSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** What `lib/internal/publisher.ts` tells the publisher. */
export const publishEnvSchema = z.object({
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().min(1),
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  /** The archive queue of each endpoint that archives: `{"<endpoint>": "<queue URL>"}`. */
  ARCHIVE_QUEUES: jsonString(z.record(endpointNameSchema, z.url())),
});
