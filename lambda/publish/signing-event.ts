import type { SigningEvent } from '../contracts/signing-event';
import type { ParsedWebhook } from './read-webhook';

/** Makes the event for the bus from the provider's event and our facts about the delivery. */
export function signingEvent(
  { webhook, id, event }: ParsedWebhook,
  record: SigningEvent['record'],
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
