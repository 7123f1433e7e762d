import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { ArchiveJob } from '../../../lambda/contracts/archive-job';
import type { ProviderId } from '../../../lambda/contracts/ids';
import type { RunningSample } from '../harness/sample/launch-sample';
import type { SampleStack } from '../harness/sample/sample-stack';
import type { RowEnvelope } from './row-envelope';

const threeDays = 3 * 24 * 60 * 60 * 1_000;

/** Makes a job that is older than 48 hours: the archiver gives up at the next failure. */
export function expiredJob(provider: ProviderId, { endpoint, envelope }: RowEnvelope): ArchiveJob {
  return {
    version: 1,
    provider,
    endpoint,
    envelopeId: envelope.id,
    completionEventId: `completion of ${envelope.id}`,
    firstSeenAt: new Date(Date.now() - threeDays).toISOString(),
    attempt: 10,
  };
}

/** Sends a job to its endpoint's archive queue. */
export async function sendJob(
  { clients, stack }: Pick<RunningSample, 'clients' | 'stack'>,
  job: ArchiveJob,
): Promise<void> {
  const QueueUrl = jobsUrl(stack, job.endpoint);
  await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(job) }));
}

/** Finds the URL of the intake queue. */
export function intakeUrl({ queueUrls }: SampleStack): string {
  return onlyOne(queueUrls.filter((url) => url.includes('IntakeQueue')));
}

function jobsUrl({ queueUrls }: SampleStack, endpoint: string): string {
  const name = endpoint.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
  return onlyOne(queueUrls.filter((url) => url.includes(`${name}EndpointArchiveJobsQueue`)));
}

function onlyOne(urls: readonly string[]): string {
  const [url] = urls;
  if (urls.length !== 1 || !url) throw new Error(`${urls.length} queues instead of one: ${urls.join()}`);
  return url;
}
