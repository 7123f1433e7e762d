import { envelopeIdSchema } from '../contracts/envelope-id';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { eventId } from '../kit/event-id';
import type { LogFields } from '../kit/telemetry';
import type { ReadEvent } from '../providers/provider';
import type { PublishDeps } from './publish-deps';
import { recordWebhook, type RecordedWebhook } from './record-webhook';
import { requestBytes } from './request-bytes';
import { signingEvent } from './signing-event';

/**
 * Says a webhook in our words: records it, orders the archiving that it asks for, puts its event on the bus.
 *
 * It may die at any point and be called again with the same webhook: every step is safe to repeat, and a step is only
 * left out when another delivery of the same event has the record, and with it the duty to finish.
 */
export async function publishWebhook(deps: PublishDeps, webhook: VerifiedWebhook): Promise<void> {
  const read = deps.eventReaders[webhook.provider](requestBytes(webhook.request));
  const id = eventId(webhook.endpoint, read.key);
  const envelopeId = envelopeIdSchema.safeParse(read.envelope?.id).data;
  const fields = { endpoint: webhook.endpoint, deliveryId: webhook.deliveryId, eventId: id, type: read.type };

  const recorded = await recordWebhook(deps.records, webhook, id, envelopeId);
  if (recorded.delivery === 'duplicate') countDuplicate(deps, recorded, fields);

  // Before the event: a bus that is down must not hold up the evidence, and of the two it is the order whose
  // repetition nobody sees. A duplicate orders again, or a forged or early "completed" would swallow the real one.
  const archiving = await orderArchive(deps, webhook, read, id, envelopeId);
  if (recorded.delivery === 'duplicate') return;

  await deps.bus.publish(signingEvent(webhook, read, id, { bucket: deps.records.name, key: recorded.key }));
  deps.telemetry.count('EventPublished', webhook.endpoint);
  if (read.problem) deps.telemetry.count('EventProblem', webhook.endpoint);
  deps.telemetry.info('event published', { ...fields, problem: read.problem, archiving });
}

function countDuplicate(
  { telemetry }: PublishDeps,
  recorded: RecordedWebhook,
  fields: LogFields & { readonly endpoint: string },
): void {
  telemetry.count('EventDuplicate', fields.endpoint);
  if (recorded.bodyDiffers) telemetry.count('DuplicateBodyDiffers', fields.endpoint);
  telemetry.info('event seen before', { ...fields, bodyDiffers: recorded.bodyDiffers });
}

async function orderArchive(
  { archiveQueues }: PublishDeps,
  webhook: VerifiedWebhook,
  read: ReadEvent,
  completionEventId: string,
  envelopeId: string | undefined,
): Promise<boolean> {
  const queue = archiveQueues.get(webhook.endpoint);
  if (read.type !== 'envelope.completed' || read.test || !envelopeId || !queue) return false;
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
