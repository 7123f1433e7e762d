import { webhookRecordSchema, type VerifiedWebhook } from '../../lambda/contracts/verified-webhook';
import { jsonString } from '../../lambda/kit/json';
import { deliveryFacts, eventReaders } from '../../lambda/providers';
import { readWebhook } from '../../lambda/signing-events/read-webhook';
import { webhookEvent } from '../../lambda/signing-events/webhook-event';
import { unreadable, type Archive, type Difference, type PastEvents } from './past-events';
import type { PastObject } from './past-object';

const recordTextSchema = jsonString(webhookRecordSchema);

/** Makes the event of a recorded webhook, as today's reader reads it, with the id that it had. */
export function recordEvents(
  { bucketName }: Archive,
  { key, endpoint }: PastObject,
  bytes: Uint8Array,
): PastEvents {
  const { data: record } = recordTextSchema.safeParse(Buffer.from(bytes).toString());
  if (!record) return unreadable;
  const { eventId: id, eventType, webhook } = record;
  // The consumer gets what this key says: a record of another event or endpoint was not written by the publisher.
  if (!key.endsWith(`/${id}.json`) || webhook.endpoint !== endpoint) return unreadable;
  const today = readToday(webhook);
  if (today.event.test || webhook.test) return { events: [], leftOut: 'test' };
  return {
    events: [webhookEvent({ ...today, id }, { bucket: bucketName, key })],
    difference: differenceOf({ id, type: eventType }, { id: today.id, type: today.event.type }, key),
  };
}

function differenceOf(
  recorded: Difference['recorded'],
  today: Difference['today'],
  key: string,
): Difference | undefined {
  const isSame = today.id === recorded.id && (recorded.type ?? today.type) === today.type;
  return isSame ? undefined : { key, recorded, today };
}

/** Reads a recorded webhook with today's reader of its provider. */
export function readToday(webhook: VerifiedWebhook) {
  const { provider } = webhook;
  return readWebhook({ read: eventReaders[provider], delivery: deliveryFacts[provider] }, webhook);
}
