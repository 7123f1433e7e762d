import type { SigningEvent } from '../contracts/signing-event';
import type { HeardEvent } from './hear-event';

/** The event for the bus: what the provider said, with what we know of the delivery. */
export function signingEvent(
  { webhook, id, said }: HeardEvent,
  record: SigningEvent['record'],
): SigningEvent {
  return {
    version: 1,
    id,
    ...said,
    provider: webhook.provider,
    endpoint: webhook.endpoint,
    authenticity: webhook.authenticity,
    confirmed: false,
    receivedAt: webhook.receivedAt,
    record,
  };
}
