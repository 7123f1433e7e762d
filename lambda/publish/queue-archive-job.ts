import { isTestEnvelope } from '../contracts/test-envelope';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { findEndpoint } from './check-origin';
import type { DeployedEndpoints } from './deployed-endpoints';
import type { ParsedWebhook } from '../signing-events/read-webhook';

/**
 * Queues an archive job if the webhook reports a completed envelope. Returns whether it did. Safe to repeat: a job whose
 * bundle exists already ends at once.
 */
export async function queueArchiveJob(
  endpoints: DeployedEndpoints,
  { webhook, id: completionEventId, event, envelopeId }: ParsedWebhook,
): Promise<boolean> {
  const { archiveQueue: queue } = findEndpoint(endpoints, webhook);
  if (event.type !== 'envelope.completed' || !envelopeId || !queue) return false;
  if (event.test && !isOwnTest(webhook, envelopeId)) return false;
  const { provider, endpoint, deliveryId: orderId, receivedAt: firstSeenAt } = webhook;
  await queue.send({
    version: 1,
    provider,
    endpoint,
    envelopeId,
    completionEventId,
    orderId,
    ...(event.test && { test: true }),
    firstSeenAt,
    attempt: 0,
  });
  return true;
}

/**
 * Whether a test has a sample bundle: one with our mark, about a test envelope. Who knows the secret can mark a webhook about
 * any envelope, and Documenso's Test button knows no mark: neither may cause an `envelope.archived`.
 */
function isOwnTest({ test }: VerifiedWebhook, envelopeId: string): boolean {
  return test === true && isTestEnvelope(envelopeId);
}
