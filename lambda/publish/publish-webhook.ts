import type { SigningEvent } from '../contracts/signing-event';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import type { Telemetry } from '../kit/telemetry';
import type { PublishDeps } from './publish-deps';
import { storeDuplicate } from './store-duplicate';
import { queueArchiveJob } from './queue-archive-job';
import { readWebhook, type ParsedWebhook } from './read-webhook';
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
    deps.telemetry.warn('event not published yet', logFields(parsed), error);
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
  await bus.publish(signingEvent(parsed, { bucket: records.name, key: recorded.key }));
  // A clock may be behind that of the verifier.
  telemetry.measure('EventDelay', Math.max(0, now().getTime() - Date.parse(parsed.webhook.receivedAt)));
  logPublished(telemetry, parsed, archiving);
}

/** Makes the event for the bus from the provider's event and our facts about the delivery. */
function signingEvent({ webhook, id, event }: ParsedWebhook, record: SigningEvent['record']): SigningEvent {
  return {
    version: 1,
    id,
    ...event,
    provider: webhook.provider,
    endpoint: webhook.endpoint,
    authenticity: webhook.authenticity,
    confirmed: false,
    receivedAt: webhook.receivedAt,
    record,
  };
}

function logPublished(telemetry: Telemetry, parsed: ParsedWebhook, archiving: boolean): void {
  const { event, webhook } = parsed;
  telemetry.count('EventPublished', webhook.endpoint);
  if (event.problem) telemetry.count('EventProblem', webhook.endpoint);
  telemetry.info('event published', { ...logFields(parsed), problem: event.problem, archiving });
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
  telemetry.info('event seen before', { ...logFields(parsed), bodyDiffers, stored, archiving });
}

function logFields({ id, event, webhook }: ParsedWebhook) {
  return { endpoint: webhook.endpoint, deliveryId: webhook.deliveryId, eventId: id, type: event.type };
}
