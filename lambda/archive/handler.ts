/** The archiver function of one endpoint: the adapter between its archive queue and `handleJob`. */
import { join } from 'node:path';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { apiKeySource } from '../aws/api-key-source';
import { claimBucket } from '../aws/claim-bucket';
import { eventBridgeClient, s3Client, sqsClient, secretsManagerClient } from '../aws/clients';
import { eventBus } from '../aws/event-bus';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { processBatch } from '../aws/process-batch';
import { postponeMessage, workQueue } from '../aws/work-queue';
import { writeOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { parseEnv } from '../kit/parse-env';
import { withinTime } from '../kit/within-time';
import { readFonts } from '../drawing/text/fonts';
import { envelopeApis } from '../providers';
import { accessQuestions } from '../providers/access-questions';
import { documentDrawings } from '../providers/document-drawings';
import { webhookRegistries } from '../providers/webhook-registries';
import type { EndpointDeps } from './archive-deps';
import type { AccessDeps } from './check-access';
import { archiveEnvSchema } from './env';
import { handleJob } from './handle-job';
import { archiveLimits } from './limits';
import { makeTempFolder } from './temp-folder';

const env = parseEnv(archiveEnvSchema, process.env);
const s3 = s3Client();
const sqs = sqsClient();
const postpone = postponeMessage(sqs);
const telemetry = powertoolsTelemetry('archive');
const keySource = apiKeySource(
  secretsManagerClient(),
  {
    endpoint: env.ENDPOINT,
    secretId: env.API_KEY_SECRET_ID,
    graceSeconds: env.SECRET_GRACE_SECONDS,
  },
  telemetry,
);

const deps: EndpointDeps & AccessDeps = {
  provider: env.PROVIDER,
  endpoint: env.ENDPOINT,
  api: envelopeApis[env.PROVIDER](env.API_OPTIONS, { fetch, ...keySource }),
  documentDrawing: documentDrawings[env.PROVIDER],
  // The fonts are files of the Lambda asset, beside this one.
  fonts: () => readFonts(join(__dirname, 'fonts')),
  bucket: writeOnceBucket(s3, env.ARCHIVE_BUCKET),
  claims: claimBucket(s3, env.CLAIMS_BUCKET),
  queue: workQueue<ArchiveJob>(sqs, env.ARCHIVE_QUEUE_URL),
  deadLetterQueue: workQueue<ArchiveJob>(sqs, env.ARCHIVE_DEAD_LETTER_QUEUE_URL),
  bus: eventBus(eventBridgeClient(), env.EVENT_BUS),
  telemetry,
  now: () => new Date(),
  random: Math.random,
  tempFolder: makeTempFolder(),
  limits: archiveLimits,
  openAccess(onPreviousKey) {
    const apiKeys = () => keySource.apiKeys({ refreshed: true });
    const accessDeps = { fetch, apiKeys, onPreviousKey };
    const registration = webhookRegistries[env.PROVIDER];
    return {
      ask: accessQuestions[env.PROVIDER](env.API_OPTIONS, accessDeps),
      registry:
        registration.kind === 'listed' ? registration.makeRegistry(env.API_OPTIONS, accessDeps) : undefined,
    };
  },
};

/** The time at the end of a run that is reserved for postponing a failed message and for the answer. */
const reservedMs = 10_000;
const postponeTimeoutMs = 5_000;

/** The archiver's entry point: handles one job of its archive queue, and answers whether its message failed. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const remainingMs = () => context.getRemainingTimeInMillis() - reservedMs;
  return processBatch(
    {
      // A call that hangs has to fail in time. If the function were killed, it would log nothing and postpone nothing.
      handleMessage: ({ text, receiveCount }) =>
        withinTime(remainingMs(), () => handleJob(deps, text, { remainingMs, receiveCount })),
      postpone: (receiptHandle, seconds) =>
        withinTime(postponeTimeoutMs, () => postpone(env.ARCHIVE_QUEUE_URL, receiptHandle, seconds)),
      telemetry,
      random: Math.random,
    },
    event.Records,
  );
};
