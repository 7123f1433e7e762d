import { envelopeIdSchema } from '../contracts/ids';
import type { VerifiedWebhook } from '../contracts/verified-webhook';
import { eventId } from '../kit/event-id';
import type { EventReader, ReadEvent } from '../providers/provider';
import { requestBytes } from '../contracts/webhook-request';

/** A webhook, understood. */
export interface ParsedWebhook {
  readonly webhook: VerifiedWebhook;
  /** The signing event's id: the same for each delivery of the event. */
  readonly id: string;
  readonly event: Omit<ReadEvent, 'key'>;
  /** The envelope's id, where it may become part of a key. */
  readonly envelopeId?: string;
  /** Names the envelope in its records' keys: the older of its ids, which an upgrade of the provider leaves as it is. */
  readonly folder?: string;
}

/** Reads a webhook with its provider's reader. Never throws: a body that says nothing is an event as well. */
export function readWebhook(read: EventReader, webhook: VerifiedWebhook): ParsedWebhook {
  const { key, ...event } = read(requestBytes(webhook.request));
  const { id, legacyId } = event.envelope ?? {};
  const envelopeId = envelopeIdSchema.safeParse(id).data;
  const folder = envelopeIdSchema.safeParse(legacyId ?? id).data;
  return { webhook, id: eventId(webhook.endpoint, key), event, envelopeId, folder };
}
