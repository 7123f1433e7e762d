import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { recordKey } from '../contracts/object-keys';
import type { WebhookRecord } from '../contracts/verified-webhook';
import { sha256Hex } from '../kit/hash';
import type { ParsedWebhook } from './read-webhook';

/** What the record says of a delivery. */
export interface RecordedWebhook {
  readonly key: string;
  /** `first`: this very delivery is the record, in this try or in an earlier one. `duplicate`: another delivery of the event is. */
  readonly delivery: 'first' | 'duplicate';
  /** A duplicate whose body is not the recorded one's. */
  readonly bodyDiffers: boolean;
}

/** The record has vanished between two calls: the next try writes it. */
export class RecordVanished extends Error {
  override readonly name = 'RecordVanished';
}

/**
 * Writes the raw request under its event's id, once. The same call tells whether the event was seen before: there is
 * no other memory. Safe to repeat.
 */
export async function recordWebhook(
  records: Pick<WriteOnceBucket, 'putOnce' | 'describe'>,
  { webhook, id: eventId, folder }: ParsedWebhook,
): Promise<RecordedWebhook> {
  const key = recordKey(webhook.endpoint, folder, eventId);
  const record: WebhookRecord = { version: 1, eventId, webhook };
  const body = Buffer.from(JSON.stringify(record));
  const outcome = await records.putOnce({
    key,
    body: () => body,
    size: body.length,
    sha256: sha256Hex(body),
    contentType: 'application/json',
    metadata: { 'delivery-id': webhook.deliveryId, 'body-sha256': webhook.request.sha256 },
  });
  if (outcome === 'stored') return { key, delivery: 'first', bodyDiffers: false };
  return { key, ...(await compareWithRecord(records, key, webhook)) };
}

async function compareWithRecord(
  records: Pick<WriteOnceBucket, 'describe'>,
  key: string,
  webhook: ParsedWebhook['webhook'],
): Promise<Omit<RecordedWebhook, 'key'>> {
  const recorded = await records.describe(key);
  if (!recorded) throw new RecordVanished();
  // Our own put whose answer was lost, or a try that died after it: going on is what keeps the event from being lost.
  if (recorded.metadata['delivery-id'] === webhook.deliveryId)
    return { delivery: 'first', bodyDiffers: false };
  return { delivery: 'duplicate', bodyDiffers: recorded.metadata['body-sha256'] !== webhook.request.sha256 };
}
