import type { WorkQueue } from '../aws/work-queue';
import type { ArchiveJob } from '../contracts/archive-job';
import type { HeardEvent } from './hear-event';

/** The archive queue of each endpoint that archives. */
export type ArchiveQueues = ReadonlyMap<string, WorkQueue<ArchiveJob>>;

/**
 * Orders the archiving of an envelope that is said to be completed, and tells whether it did. Safe to repeat: a job
 * whose bundle is there already ends at once.
 */
export async function orderArchive(queues: ArchiveQueues, heard: HeardEvent): Promise<boolean> {
  const { webhook, id: completionEventId, said, envelopeId } = heard;
  const queue = queues.get(webhook.endpoint);
  if (said.type !== 'envelope.completed' || said.test || !envelopeId || !queue) return false;
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
