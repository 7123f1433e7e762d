import * as z from 'zod';
import { endpointNameSchema, providerIdSchema } from '../contracts/ids';
import { jsonString } from '../kit/json';

const archiveEndpointSchema = z.object({
  provider: providerIdSchema,
  queueUrl: z.url(),
  deadLetterQueueUrl: z.url(),
  /** The ARN (or name) of the secret that holds the API key. */
  apiKeySecretId: z.string().min(1),
  /** The provider's own options, such as the API's address: its API factory parses them. */
  api: z.unknown(),
});

/** The environment of the archiver, as `lib/internal/archiver.ts` writes it. */
export const archiveEnvSchema = z.object({
  ARCHIVE_BUCKET: z.string().min(1),
  EVENT_BUS: z.string().min(1),
  SECRET_GRACE_SECONDS: z.coerce.number().int().nonnegative(),
  ENDPOINTS: jsonString(z.record(endpointNameSchema, archiveEndpointSchema)),
});

export type ArchiveEndpoint = z.infer<typeof archiveEndpointSchema>;

/**
 * Finds the URL of the queue that a message came from. The message names its queue by ARN, but SQS needs the URL. Both end
 * with the queue's name.
 */
export function findQueueUrl(
  endpoints: Readonly<Record<string, Pick<ArchiveEndpoint, 'queueUrl'>>>,
  queueArn: string,
): string | undefined {
  const name = queueArn.split(':').at(-1);
  const isNamed = (url: string) => new URL(url).pathname.split('/').at(-1) === name;
  return Object.values(endpoints).find(({ queueUrl }) => isNamed(queueUrl))?.queueUrl;
}
