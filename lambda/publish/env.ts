import * as z from 'zod';
import { jsonString } from '../kit/json';

/** The publisher's environment, set by `lib/internal/publisher.ts`. */
export const publishEnvSchema = z.object({
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().min(1),
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  /**
   * The endpoints, as short as possible, because all variables together have 4 KB:
   * `{"<endpointDigest>": "<role id of the verifier> <name of the archive queue>"}`. The queue is absent if the endpoint
   * does not archive. A role whose id is not known has `-`.
   */
  DEPLOYED_ENDPOINTS: jsonString(
    z.record(
      z.string().regex(/^[0-9a-f]{20}$/),
      z
        .string()
        .regex(/^[^ ]+(?: [^ ]+)?$/)
        .transform((text) => {
          const [verifierRoleId = '', archiveQueueName] = text.split(' ');
          return { verifierRoleId, archiveQueueName };
        }),
    ),
  ),
});

/** Returns the URL of a queue of the same account and region as another queue. */
export function siblingQueueUrl(queueUrl: string, name: string): string {
  return queueUrl.replace(/[^/]+$/, name);
}
