import type { VerifiedWebhook } from '../contracts/verified-webhook';
import type { Telemetry } from '../kit/telemetry';
import { readWebhook, type ParsedWebhook } from './read-webhook';
import { queueArchiveJob } from './queue-archive-job';
import type { PublishDeps } from './publish-deps';
import { recordWebhook, type RecordedWebhook } from './record-webhook';
import { signingEvent } from './signing-event';

/**
 * Says a webhook in our words: records it, orders the archiving that it asks for, puts its event on the bus.
 *
 * It may die at any point and be called again with the same webhook: every step is safe to repeat, and none is left out
 * unless another delivery of the same event has the record, and with it the duty to finish.
 */
export async function publishWebhook(deps: PublishDeps, webhook: VerifiedWebhook): Promise<void> {
  const heard = readWebhook(deps.eventReaders[webhook.provider], webhook);
  try {
    await publishEvent(deps, heard);
  } catch (error) {
    deps.telemetry.warn('event not published yet', names(heard), error);
    throw error;
  }
}

async function publishEvent(
  { records, archiveQueues, bus, telemetry }: PublishDeps,
  heard: ParsedWebhook,
): Promise<void> {
  const recorded = await recordWebhook(records, heard);

  // Before the event: a bus that is down must not hold up the evidence, and of the two it is the order whose
  // repetition nobody sees. A duplicate orders again, or a forged or early "completed" would swallow the real one.
  const archiving = await queueArchiveJob(archiveQueues, heard);

  if (recorded.delivery === 'duplicate') {
    logDuplicate(telemetry, heard, { recorded, archiving });
    return;
  }
  await bus.publish(signingEvent(heard, { bucket: records.name, key: recorded.key }));
  logPublished(telemetry, heard, archiving);
}

function logPublished(telemetry: Telemetry, heard: ParsedWebhook, archiving: boolean): void {
  const { event, webhook } = heard;
  telemetry.count('EventPublished', webhook.endpoint);
  if (event.problem) telemetry.count('EventProblem', webhook.endpoint);
  telemetry.info('event published', { ...names(heard), problem: event.problem, archiving });
}

function logDuplicate(
  telemetry: Telemetry,
  heard: ParsedWebhook,
  { recorded, archiving }: { readonly recorded: RecordedWebhook; readonly archiving: boolean },
): void {
  const { bodyDiffers } = recorded;
  telemetry.count('EventDuplicate', heard.webhook.endpoint);
  if (bodyDiffers) telemetry.count('DuplicateBodyDiffers', heard.webhook.endpoint);
  telemetry.info('event seen before', { ...names(heard), bodyDiffers, archiving });
}

function names({ id, event, webhook }: ParsedWebhook) {
  return { endpoint: webhook.endpoint, deliveryId: webhook.deliveryId, eventId: id, type: event.type };
}
