import type { SigningEvent } from '../contracts/signing-event';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import type { ReadEvent } from '../providers/provider';

/** What a provider's reader understood, with what we know of the delivery. */
export function signingEvent(
  webhook: VerifiedWebhook,
  { key: _identity, ...read }: ReadEvent,
  id: string,
  record: { readonly bucket: string; readonly key: string },
): SigningEvent {
  return {
    version: 1,
    id,
    ...read,
    provider: webhook.provider,
    endpoint: webhook.endpoint,
    authenticity: webhook.authenticity,
    confirmed: false,
    receivedAt: webhook.receivedAt,
    record,
  };
}
