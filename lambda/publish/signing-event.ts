import type { SigningEvent } from '../contracts/signing-event';
import type { ParsedWebhook } from './read-webhook';

/** The event for the bus: what the provider said, with what we know of the delivery. */
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
