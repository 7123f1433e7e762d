/** The reconciler function of all endpoints: the adapter between its queue and `handleMessage`. */
import { randomUUID } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { apiKeySource } from '../aws/api-key-source';
import { s3Client, secretsManagerClient, sqsClient, ssmClient } from '../aws/clients';
import { listObjects } from '../aws/list-objects';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { processBatch } from '../aws/process-batch';
import { queueDepth } from '../aws/queue-depth';
import { readParameter } from '../aws/read-parameter';
import { postponeMessage, siblingQueueUrl, workQueue } from '../aws/work-queue';
import { writeOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { parseEnv } from '../kit/parse-env';
import { withinTime } from '../kit/within-time';
import { eventReaders } from '../providers';
import { envelopeListings } from '../providers/envelope-listings';
import { reconcileEnvSchema } from './env';
import { handleMessage } from './handle-message';
import { reconcileLimits } from './limits';
import type { ArchiveQueue, ReconcileDeps, ReconciledEndpoint } from './reconcile-deps';
import { endpointsBySettings, type EndpointSettings } from './settings';

const env = parseEnv(reconcileEnvSchema, process.env);
const s3 = s3Client();
const sqs = sqsClient();
const secrets = secretsManagerClient();
const postpone = postponeMessage(sqs);
const depthOf = queueDepth(sqs);
const telemetry = powertoolsTelemetry('reconcile');
const dayMs = 24 * 60 * 60 * 1_000;
const readEndpoints = endpointsBySettings(
  readParameter(ssmClient(), env.SETTINGS_PARAMETER),
  reconciledEndpoint,
);

const deps: ReconcileDeps = {
  bucket: writeOnceBucket(s3, env.ARCHIVE_BUCKET),
  list: listObjects(s3, env.ARCHIVE_BUCKET),
  pages: workQueue(sqs, env.RECONCILE_QUEUE_URL),
  archiveQueue,
  telemetry,
  now: () => new Date(),
  random: Math.random,
  newId: randomUUID,
  ownRoleId: env.OWN_ROLE_ID,
  limits: { ...reconcileLimits, lookbackMs: env.LOOKBACK_DAYS * dayMs },
};

function reconciledEndpoint(settings: EndpointSettings): ReconciledEndpoint {
  const { name, provider, apiUrl, apiKey: secretId } = settings;
  const secret = { endpoint: name, secretId, graceSeconds: env.SECRET_GRACE_SECONDS };
  const { cutsRecent, makeLister } = envelopeListings[provider];
  const lister = makeLister({ apiUrl }, { fetch, ...apiKeySource(secrets, secret, telemetry) });
  return { name, provider, cutsRecent, lister, readEvent: eventReaders[provider] };
}

function archiveQueue(name: string): ArchiveQueue {
  const url = siblingQueueUrl(env.RECONCILE_QUEUE_URL, name);
  return { ...workQueue<ArchiveJob>(sqs, url), depth: () => depthOf(url) };
}

/** The time at the end of a run that is reserved for postponing a failed message and for the answer. */
const reservedMs = 10_000;
const postponeTimeoutMs = 5_000;

/** The reconciler's entry point: handles one message of its queue, and answers whether it failed. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const remainingMs = () => context.getRemainingTimeInMillis() - reservedMs;
  return processBatch(
    {
      handleMessage: ({ text, receiveCount, senderIds }) =>
        withinTime(remainingMs(), async () => {
          const endpoints = await readEndpoints();
          await handleMessage(
            { ...deps, endpoints, remainingMs, isRedelivered: receiveCount > 1, senderIds },
            text,
          );
        }),
      postpone: (receiptHandle, seconds) =>
        withinTime(postponeTimeoutMs, () => postpone(env.RECONCILE_QUEUE_URL, receiptHandle, seconds)),
      telemetry,
      random: Math.random,
    },
    event.Records,
  );
};
