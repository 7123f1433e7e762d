import type { StoredObject, WriteOnceBucket } from '../aws/write-once-bucket';
import { recordKey } from '../contracts/object-keys';
import { webhookRecordSchema, type WebhookRecord } from '../contracts/verified-webhook';
import { requestBytes } from '../contracts/webhook-request';
import { sha256Hex } from '../kit/hash';
import { jsonString } from '../kit/json';
import type { DeliveryFacts } from '../providers/provider';
import { contentDigest } from '../signing-events/content-digest';
import { recordedEvent, type ParsedWebhook } from '../signing-events/read-webhook';

/** The record of a webhook's event. */
export interface RecordedWebhook {
  readonly key: string;
  /** `first`: the record is of this delivery, maybe from an earlier attempt. `duplicate`: it is of another delivery. */
  readonly delivery: 'first' | 'duplicate';
  /** Whether a duplicate differs from the record in more than the fields of the attempt. */
  readonly differs: boolean;
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
  records: WriteOnceBucket,
  parsed: ParsedWebhook,
  delivery: DeliveryFacts,
): Promise<RecordedWebhook> {
  const key = recordKey(...recordedEvent(parsed));
  if ((await putRecord(records, key, parsed)) === 'stored') return { key, delivery: 'first', differs: false };
  const recorded = await records.describe(key);
  if (!recorded) throw new RecordVanished();
  // This delivery stored it before: its answer was lost, or the attempt died. Continue, or the event is lost.
  if (recorded.metadata['delivery-id'] === parsed.webhook.deliveryId)
    return { key, delivery: 'first', differs: false };
  const differs = await isDifferent(parsed, recorded, () => readContentDigest(records, key, delivery));
  return { key, delivery: 'duplicate', differs };
}

/** Stores a webhook under a key, unless there is an object. Safe to repeat. */
export function putRecord(
  records: Pick<WriteOnceBucket, 'putOnce'>,
  key: string,
  { webhook, id: eventId, event, contentSha256 }: ParsedWebhook,
): Promise<'stored' | 'exists'> {
  const record: WebhookRecord = { version: 1, eventId, eventType: event.type, webhook };
  const body = Buffer.from(JSON.stringify(record));
  return records.putOnce({
    key,
    body: () => body,
    size: body.length,
    sha256: sha256Hex(body),
    contentType: 'application/json',
    metadata: {
      'delivery-id': webhook.deliveryId,
      'body-sha256': webhook.request.sha256,
      'content-sha256': contentSha256,
    },
  });
}

async function isDifferent(
  { webhook, event, contentSha256 }: ParsedWebhook,
  { metadata }: StoredObject,
  readDigest: () => Promise<string | undefined>,
): Promise<boolean> {
  // A test delivery has new times each time, and no record of a real event has its id.
  if (event.test || metadata['body-sha256'] === webhook.request.sha256) return false;
  return contentSha256 !== (metadata['content-sha256'] ?? (await readDigest()));
}

const recordTextSchema = jsonString(webhookRecordSchema);

/** Reads the digest from a record of an older version, whose metadata does not have it. */
async function readContentDigest(
  records: Pick<WriteOnceBucket, 'read'>,
  key: string,
  delivery: DeliveryFacts,
): Promise<string | undefined> {
  const text = Buffer.from(await records.read(key)).toString();
  const record = recordTextSchema.safeParse(text).data;
  return record && contentDigest(delivery, requestBytes(record.webhook.request));
}
