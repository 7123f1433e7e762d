import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { recordKey } from '../contracts/object-keys';
import type { WebhookRecord } from '../contracts/verified-webhook';
import { sha256Hex } from '../kit/hash';
import type { ParsedWebhook } from './read-webhook';

/** The record of a webhook's event. */
export interface RecordedWebhook {
  readonly key: string;
  /** `first`: the record is of this delivery, maybe from an earlier attempt. `duplicate`: it is of another delivery. */
  readonly delivery: 'first' | 'duplicate';
  /** Whether the body of a duplicate differs from the recorded one. */
  readonly bodyDiffers: boolean;
}

/** The record was deleted between two calls. The next attempt writes it again. */
class RecordVanished extends Error {
  override readonly name = 'RecordVanished';
}

/**
 * Stores the raw request once, under its event's id. The result also shows whether the event was seen before: no other state
 * is stored. Safe to repeat.
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
  // This delivery stored it before: its answer was lost, or the attempt died. Continue, or the event is lost.
  if (recorded.metadata['delivery-id'] === webhook.deliveryId)
    return { delivery: 'first', bodyDiffers: false };
  return { delivery: 'duplicate', bodyDiffers: recorded.metadata['body-sha256'] !== webhook.request.sha256 };
}
