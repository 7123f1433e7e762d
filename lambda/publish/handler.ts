import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventBridgeClient, s3Client, sqsClient } from '../aws/clients';
import { eventBus } from '../aws/event-bus';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { spool } from '../aws/spool';
import { processBatch } from '../aws/process-batch';
import { postponeMessage, siblingQueueUrl, workQueue, type WorkQueue } from '../aws/work-queue';
import { writeOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { parseEnv } from '../kit/parse-env';
import { withinTime } from '../kit/within-time';
import { deliveryFacts, eventReaders } from '../providers';
import { publishEnvSchema } from './env';
import type { PublishDeps } from './publish-deps';
import { handleMessage } from './handle-message';

const env = parseEnv(publishEnvSchema, process.env);
const telemetry = powertoolsTelemetry('publish');
const s3 = s3Client();
const sqs = sqsClient();
const postpone = postponeMessage(sqs);

const deps: PublishDeps = {
  eventReaders,
  deliveries: deliveryFacts,
  records: writeOnceBucket(s3, env.ARCHIVE_BUCKET),
  bus: eventBus(eventBridgeClient(), env.EVENT_BUS),
  endpoints: new Map(
    env.DEPLOYED_ENDPOINTS.map(({ digest, verifierRoleId, archiveQueueName }) => [
      digest,
      { verifierRoleId, archiveQueue: archiveQueueName ? archiveQueue(archiveQueueName) : undefined },
    ]),
  ),
  spool: spool(s3, env.SPOOL_BUCKET),
  intake: workQueue(sqs, env.INTAKE_QUEUE_URL),
  telemetry,
  now: () => new Date(),
};

function archiveQueue(name: string): WorkQueue<ArchiveJob> {
  return workQueue(sqs, siblingQueueUrl(env.INTAKE_QUEUE_URL, name));
}

/** The time at the end of a run that is reserved for postponing failed messages and for the answer. */
const reservedMs = 5_000;
const postponeTimeoutMs = 3_000;

/** The publisher's entry point: handles a batch of the intake queue and answers which messages failed. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const timeLeftMs = () => context.getRemainingTimeInMillis() - reservedMs;
  return processBatch(
    {
      // A hanging call then fails only its own message. A timeout of the function would fail the whole batch.
      handleMessage: (message) => withinTime(timeLeftMs(), () => handleMessage(deps, message)),
      postpone: (receiptHandle, delaySeconds) =>
        withinTime(postponeTimeoutMs, () => postpone(env.INTAKE_QUEUE_URL, receiptHandle, delaySeconds)),
      telemetry,
      random: Math.random,
    },
    event.Records,
  );
};
