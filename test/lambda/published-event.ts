import { parseSigningEvent } from '../../events';
import { signingEventSchema, type SigningEvent } from '../../lambda/contracts/signing-event';
import { closedEventSchema } from '../closed-event-schema';

/**
 * Checks an event that a stage publishes, and returns it. As JSON it has each field that its type promises, and no other
 * one. The consumers' parser reads it.
 */
export function publishedEvent(event: unknown): SigningEvent {
  const seen: unknown = JSON.parse(JSON.stringify(event));
  closedEventSchema.parse(seen);
  expect(parseSigningEvent(seen)).toBe(seen);
  return signingEventSchema.parse(event);
}

/** What the publisher adds to each event of a webhook, whatever webhook it is. */
export const ofWebhook = {
  version: 1,
  confirmed: false,
  authenticity: 'url-token',
  record: { bucket: 'archive-bucket', key: 'webhooks/e/_/1.json' },
} as const;
