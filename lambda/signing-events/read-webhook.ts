import { envelopeIdSchema } from '../contracts/ids';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { defined } from '../kit/defined';
import type { recordKey } from '../contracts/object-keys';
import { isTestEnvelope } from '../contracts/test-envelope';
import { contentDigest } from './content-digest';
import { eventIdMaker } from '../kit/event-id';
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

/** Returns the parts of the keys of a webhook's record and its duplicates. */
export function recordedEvent({ webhook, id, folder }: ParsedWebhook): Parameters<typeof recordKey> {
  return [webhook.endpoint, folder, id, webhook.test];
}

/** What reading a provider's webhooks takes. */
export interface WebhookReader {
  readonly read: EventReader;
  readonly delivery: DeliveryFacts;
}

/** Reads a webhook with its provider's reader. Never throws: an unreadable body becomes an event with a `problem`. */
export function readWebhook({ read, delivery }: WebhookReader, webhook: VerifiedWebhook): ParsedWebhook {
  const body = requestBytes(webhook.request);
  const { key, ...reported } = read(body);
  const event = withMark(reported, webhook);
  const contentSha256 = contentDigest(delivery, body);
  const { id, legacyId } = event.envelope ?? {};
  const envelopeId = envelopeIdSchema.safeParse(id).data;
  const folder = envelopeIdSchema.safeParse(legacyId ?? id).data;
  const eventId = eventIdMaker(webhook.test)(webhook.endpoint, key);
  return { webhook, id: eventId, event, envelopeId, folder, contentSha256 };
}

/**
 * Completes the event by the mark of a test webhook. A webhook about a test envelope without a mark is one whose mark was
 * lost: somebody sent a test webhook again. It must not count as what it says, because no provider knows the envelope.
 */
function withMark(event: ParsedWebhook['event'], { test }: VerifiedWebhook): ParsedWebhook['event'] {
  if (test) return { ...event, test };
  if (!isTestEnvelope(event.envelope?.id)) return event;
  const { envelope, providerEvent } = event;
  return defined({ type: 'provider.event' as const, envelope, providerEvent, problem: 'test-mark-missing' });
}
