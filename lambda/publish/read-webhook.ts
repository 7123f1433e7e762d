import { envelopeIdSchema } from '../contracts/ids';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { contentDigest } from './content-digest';
import { eventId } from '../kit/event-id';
import type { DeliveryFacts, EventReader, WebhookEvent } from '../providers/provider';
import { requestBytes } from '../contracts/webhook-request';

/** A webhook with the event that its provider's reader found in it. */
export interface ParsedWebhook {
  readonly webhook: VerifiedWebhook;
  /** The signing event's id. It is the same for each delivery of the event. */
  readonly id: string;
  readonly event: Omit<WebhookEvent, 'key'>;
  /** The envelope's id, if it may become part of a key. */
  readonly envelopeId?: string;
  /** The envelope's folder in the keys of its records: its older id, which an upgrade of the provider does not change. */
  readonly folder?: string;
  /** The digest of the body without the attempt's fields: the same for each retry. */
  readonly contentSha256: string;
}

/** What reading a provider's webhooks takes. */
export interface WebhookReader {
  readonly read: EventReader;
  readonly delivery: DeliveryFacts;
}

/** Reads a webhook with its provider's reader. Never throws: an unreadable body becomes an event with a `problem`. */
export function readWebhook({ read, delivery }: WebhookReader, webhook: VerifiedWebhook): ParsedWebhook {
  const body = requestBytes(webhook.request);
  const { key, ...event } = read(body);
  const contentSha256 = contentDigest(delivery, body);
  const { id, legacyId } = event.envelope ?? {};
  const envelopeId = envelopeIdSchema.safeParse(id).data;
  const folder = envelopeIdSchema.safeParse(legacyId ?? id).data;
  return { webhook, id: eventId(webhook.endpoint, key), event, envelopeId, folder, contentSha256 };
}
