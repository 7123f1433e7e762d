import type { WorkQueue } from '../aws/work-queue';
import type { ArchiveJob } from '../contracts/archive-job';
import type { ParsedWebhook } from './read-webhook';

/** The archive queue of each endpoint that archives. */
export type ArchiveQueues = ReadonlyMap<string, WorkQueue<ArchiveJob>>;

/**
 * Queues an archive job if the webhook reports a completed envelope. Returns whether it did. Safe to repeat: a job whose
 * bundle exists already ends at once.
 */
export async function queueArchiveJob(queues: ArchiveQueues, parsed: ParsedWebhook): Promise<boolean> {
  const { webhook, id: completionEventId, event, envelopeId } = parsed;
  const queue = queues.get(webhook.endpoint);
  if (event.type !== 'envelope.completed' || event.test || !envelopeId || !queue) return false;
  const { provider, endpoint, receivedAt: firstSeenAt } = webhook;
  await queue.send({
    version: 1,
    provider,
    endpoint,
    envelopeId,
    completionEventId,
    firstSeenAt,
    attempt: 0,
  });
  return true;
}
