import * as z from 'zod';

/**
 * An endpoint as `lib/internal/publisher.ts` writes it: digest, role id, and the queue's name if it archives. A role whose id
 * is not known has `-`.
 */
const endpointSchema = z
  .string()
  .regex(/^[0-9a-f]{20}(?: [^ ]+){1,2}$/)
  .transform((text) => {
    const [digest = '', verifierRoleId = '', archiveQueueName] = text.split(' ');
    return { digest, verifierRoleId, archiveQueueName };
  });

/** The publisher's environment, set by `lib/internal/publisher.ts`. */
export const publishEnvSchema = z.object({
  INTAKE_QUEUE_URL: z.url(),
  SPOOL_BUCKET: z.string().min(1),
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  /** The endpoints, with commas between them. This form is short, because all variables together have 4 KB. */
  DEPLOYED_ENDPOINTS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(endpointSchema)),
});
