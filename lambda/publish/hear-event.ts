import { envelopeIdSchema } from '../contracts/envelope-id';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { eventId } from '../kit/event-id';
import type { EventReader, ReadEvent } from '../providers/provider';
import { requestBytes } from './request-bytes';

/** A webhook, understood. */
export interface HeardEvent {
  readonly webhook: VerifiedWebhook;
  /** The signing event's id: the same for each delivery of the event. */
  readonly id: string;
  readonly said: Omit<ReadEvent, 'key'>;
  /** The envelope's id, where it may become part of a key. */
  readonly envelopeId?: string;
  /** Names the envelope in its records' keys: the older of its ids, which an upgrade of the provider leaves as it is. */
  readonly folder?: string;
}

/** Reads a webhook with its provider's reader. Never throws: a body that says nothing is an event as well. */
export function hearEvent(read: EventReader, webhook: VerifiedWebhook): HeardEvent {
  const { key, ...said } = read(requestBytes(webhook.request));
  const { id, legacyId } = said.envelope ?? {};
  const envelopeId = envelopeIdSchema.safeParse(id).data;
  const folder = envelopeIdSchema.safeParse(legacyId ?? id).data;
  return { webhook, id: eventId(webhook.endpoint, key), said, envelopeId, folder };
}
