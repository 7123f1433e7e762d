import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventBridgeClient, s3Client, sqsClient } from '../aws/clients';
import { eventBus } from '../aws/event-bus';
import { postponeMessage } from '../aws/postpone-message';
import { powertoolsTelemetry } from '../aws/powertools-telemetry';
import { spool } from '../aws/spool';
import { processBatch } from '../aws/process-batch';
import { workQueue } from '../aws/work-queue';
import { writeOnceBucket } from '../aws/write-once-bucket';
import type { ArchiveJob } from '../contracts/archive-job';
import { parseEnv } from '../kit/parse-env';
import { withinTime } from '../kit/within-time';
import { eventReaders } from '../providers';
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
  records: writeOnceBucket(s3, env.ARCHIVE_BUCKET),
  bus: eventBus(eventBridgeClient(), env.EVENT_BUS),
  archiveQueues: new Map(
    Object.entries(env.ARCHIVE_QUEUES).map(([endpoint, url]) => [endpoint, workQueue<ArchiveJob>(sqs, url)]),
  ),
  spool: spool(s3, env.SPOOL_BUCKET),
  intake: workQueue(sqs, env.INTAKE_QUEUE_URL),
  telemetry,
  now: () => new Date(),
};

/** Milliseconds at the end of a run that are left for postponing what failed and for the answer. */
const answerTime = 5_000;
const postponeTime = 3_000;

/** Entry point of the publisher: a batch of the intake queue, answered with the messages that failed. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const timeLeft = () => context.getRemainingTimeInMillis() - answerTime;
  return processBatch(
    {
      // A call that hangs fails its own message; the run's end would fail the whole batch.
      handleMessage: (text) => withinTime(timeLeft(), () => handleMessage(deps, text)),
      postpone: (receiptHandle, seconds) =>
        withinTime(postponeTime, () => postpone(env.INTAKE_QUEUE_URL, receiptHandle, seconds)),
      telemetry,
      random: Math.random,
    },
    event.Records,
  );
};
