import { findEndpoint } from './check-origin';
import type { DeployedEndpoints } from './deployed-endpoints';
import type { ParsedWebhook } from './read-webhook';

/**
 * Queues an archive job if the webhook reports a completed envelope. Returns whether it did. Safe to repeat: a job whose
 * bundle exists already ends at once.
 */
export async function queueArchiveJob(
  endpoints: DeployedEndpoints,
  { webhook, id: completionEventId, event, envelopeId }: ParsedWebhook,
): Promise<boolean> {
  const { archiveQueue: queue } = findEndpoint(endpoints, webhook);
  if (event.type !== 'envelope.completed' || event.test || !envelopeId || !queue) return false;
  const { provider, endpoint, deliveryId: orderId, receivedAt: firstSeenAt } = webhook;
  await queue.send({
    version: 1,
    provider,
    endpoint,
    envelopeId,
    completionEventId,
    orderId,
    firstSeenAt,
    attempt: 0,
  });
  return true;
}
