import { logMessages } from '../contracts/log-messages';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import type { LogFields, Telemetry } from '../kit/telemetry';
import { webhookEvent } from '../signing-events/webhook-event';
import type { PublishDeps } from './publish-deps';
import { storeDuplicate } from './store-duplicate';
import { queueArchiveJob } from './queue-archive-job';
import { readWebhook, type ParsedWebhook } from '../signing-events/read-webhook';
import { recordWebhook } from './record-webhook';

/**
 * Publishes a webhook: stores its record, queues an archive job if the envelope is completed, and puts the event on the bus.
 *
 * The process may die at any point; the webhook then comes again. Each step is safe to repeat. The event is left out only
 * if the record is of another delivery of the same event: that delivery publishes it.
 */
export async function publishWebhook(deps: PublishDeps, webhook: VerifiedWebhook): Promise<void> {
  const { provider } = webhook;
  const reader = { read: deps.eventReaders[provider], delivery: deps.deliveries[provider] };
  const parsed = readWebhook(reader, webhook);
  try {
    await publishEvent(deps, parsed);
  } catch (error) {
    deps.telemetry.warn(logMessages.eventNotPublished, logFields(parsed), error);
    throw error;
  }
}

async function publishEvent(
  { records, deliveries, endpoints, bus, telemetry, now }: PublishDeps,
  parsed: ParsedWebhook,
): Promise<void> {
  const recorded = await recordWebhook(records, parsed, deliveries[parsed.webhook.provider]);

  // Queue the archive job first: a bus that is down must not delay it, and a second job is harmless.
  // Duplicates queue one too; otherwise a forged or early "completed" would suppress the real one.
  const archiving = await queueArchiveJob(endpoints, parsed);

  if (recorded.delivery === 'duplicate') {
    const stored = recorded.differs ? await storeDuplicate(records, parsed) : undefined;
    logDuplicate(telemetry, parsed, { stored, archiving });
    return;
  }
  await bus.publish(webhookEvent(parsed, { bucket: records.name, key: recorded.key }));
  // A clock may be behind that of the verifier.
  const tookMs = Math.max(0, now().getTime() - Date.parse(parsed.webhook.receivedAt));
  telemetry.measure('EventDelay', tookMs);
  logPublished(telemetry, parsed, { archiving, tookMs });
}

/** `tookMs`: the time since the webhook's arrival. */
function logPublished(
  telemetry: Telemetry,
  parsed: ParsedWebhook,
  more: { readonly archiving: boolean; readonly tookMs: number },
): void {
  const { event, webhook } = parsed;
  telemetry.count('EventPublished', webhook.endpoint);
  if (event.problem) telemetry.count('EventProblem', webhook.endpoint);
  telemetry.info(logMessages.eventPublished, { ...logFields(parsed), problem: event.problem, ...more });
}

function logDuplicate(
  telemetry: Telemetry,
  parsed: ParsedWebhook,
  { stored, archiving }: { readonly stored?: 'stored' | 'dropped'; readonly archiving: boolean },
): void {
  const { endpoint } = parsed.webhook;
  const bodyDiffers = stored !== undefined;
  telemetry.count('EventDuplicate', endpoint);
  if (bodyDiffers) telemetry.count('DuplicateBodyDiffers', endpoint);
  if (stored === 'dropped') telemetry.count('DuplicateBodyDropped', endpoint);
  telemetry.info(logMessages.eventSeenBefore, { ...logFields(parsed), bodyDiffers, stored, archiving });
}

/** By the envelope's id, the command `trigger` finds its own webhook. */
function logFields({ id: eventId, event: { type, test }, webhook, envelopeId }: ParsedWebhook): LogFields {
  const { endpoint, deliveryId } = webhook;
  return { endpoint, deliveryId, eventId, type, envelopeId, test };
}
