/** The archiver function: the adapter between the archive queues and `handleJob`. */
import { join } from 'node:path';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventBridgeClient, s3Client, sqsClient, secretsManagerClient } from '../aws/clients';
import { eventBus } from '../aws/event-bus';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { secretValues } from '../aws/secret-values';
import { processBatch } from '../aws/process-batch';
import { postponeMessage, workQueue } from '../aws/work-queue';
import { writeOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { parseEnv } from '../kit/parse-env';
import { withinTime } from '../kit/within-time';
import { readFonts } from '../drawing/text/fonts';
import { envelopeApis } from '../providers';
import { documentDrawings } from '../providers/document-drawings';
import type { EnvelopeApi } from '../providers/provider';
import type { EndpointDeps } from './archive-deps';
import { archiveEnvSchema, findQueueUrl, type ArchiveEndpoint } from './env';
import { handleJob } from './handle-job';
import { archiveLimits } from './limits';
import { makeTempFolder } from './temp-folder';

const env = parseEnv(archiveEnvSchema, process.env);
const sqs = sqsClient();
const secretsManager = secretsManagerClient();
const postpone = postponeMessage(sqs);

const shared = {
  bucket: writeOnceBucket(s3Client(), env.ARCHIVE_BUCKET),
  bus: eventBus(eventBridgeClient(), env.EVENT_BUS),
  telemetry: powertoolsTelemetry('archive'),
  now: () => new Date(),
  random: Math.random,
  tempFolder: makeTempFolder(),
  // The fonts are files of the Lambda asset, beside this one.
  fonts: () => readFonts(join(__dirname, 'fonts')),
  limits: archiveLimits,
};

const endpoints = new Map(
  Object.entries(env.ENDPOINTS).map(([name, endpoint]) => [name, endpointDeps(name, endpoint)]),
);

function endpointDeps(name: string, endpoint: ArchiveEndpoint): EndpointDeps {
  return {
    ...shared,
    api: endpointApi(name, endpoint),
    documentDrawing: documentDrawings[endpoint.provider],
    queue: workQueue<ArchiveJob>(sqs, endpoint.queueUrl),
    deadLetterQueue: workQueue<ArchiveJob>(sqs, endpoint.deadLetterQueueUrl),
  };
}

function endpointApi(name: string, endpoint: ArchiveEndpoint): EnvelopeApi {
  const { provider, api, apiKeySecretId: secretId } = endpoint;
  const secret = secretValues(secretsManager, {
    secretId,
    graceSeconds: env.SECRET_GRACE_SECONDS,
    minLength: 1,
  });
  return envelopeApis[provider](api, {
    fetch,
    apiKeys: ({ refreshed }) => secret.read(refreshed ? { freshSince: Date.now() } : {}),
    onPreviousKey: () => shared.telemetry.count('PreviousApiKeyUsed', name),
  });
}

/** The time at the end of a run that is reserved for postponing a failed message and for the answer. */
const reservedMs = 10_000;
const postponeTimeoutMs = 5_000;

/** The archiver's entry point: handles one job of an archive queue, and answers whether its message failed. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const remainingMs = () => context.getRemainingTimeInMillis() - reservedMs;
  return processBatch(
    {
      // A call that hangs has to fail in time. If the function were killed, it would log nothing and postpone nothing.
      handleMessage: (text, receiveCount) =>
        withinTime(remainingMs(), () => handleJob(endpoints, text, { remainingMs, receiveCount })),
      postpone: (receiptHandle, seconds) =>
        withinTime(postponeTimeoutMs, () => postponeRecord(event, receiptHandle, seconds)),
      telemetry: shared.telemetry,
      random: Math.random,
    },
    event.Records,
  );
};

async function postponeRecord({ Records }: SQSEvent, receiptHandle: string, seconds: number): Promise<void> {
  const queueUrl = findQueueUrl(env.ENDPOINTS, Records[0]?.eventSourceARN ?? '');
  if (queueUrl) await postpone(queueUrl, receiptHandle, seconds);
}
