import type { SigningEvent } from '../contracts/signing-event';
import type { ParsedWebhook } from './read-webhook';

/**
 * Makes the event of a webhook from the provider's event and our facts about the delivery.
 *
 * @param record the place of the raw request
 */
export function webhookEvent(
  { webhook, id, event }: ParsedWebhook,
  record: NonNullable<SigningEvent['record']>,
): SigningEvent {
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
