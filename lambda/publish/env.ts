import * as z from 'zod';
import { endpointNameSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

/** The publisher's environment, set by `lib/internal/publisher.ts`. */
export const publishEnvSchema = z.object({
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().min(1),
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  /** The archive queues of the endpoints that archive: `{"<endpoint>": "<queue URL>"}`. */
  ARCHIVE_QUEUES: jsonString(z.record(endpointNameSchema, z.url())),
});
