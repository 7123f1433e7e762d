import type { WriteOnceBucket } from '../aws/write-once-bucket';
import { duplicatePrefix } from '../contracts/object-keys';
import { recordedEvent, type ParsedWebhook } from '../signing-events/read-webhook';
import { putRecord } from './record-webhook';

/** The number of differing duplicates that are stored of one event. Publishers that run at once may store a few more. */
export const maxStoredDuplicates = 20;

/**
 * Stores a duplicate that differs from its event's record, once for each content: a forged webhook may have come before the
 * genuine one, whose bytes are evidence. Safe to repeat. Returns `dropped` if there are enough of this event.
 */
export async function storeDuplicate(
  records: Pick<WriteOnceBucket, 'list' | 'putOnce'>,
  parsed: ParsedWebhook,
): Promise<'stored' | 'dropped'> {
  const prefix = duplicatePrefix(...recordedEvent(parsed));
  const key = `${prefix}${parsed.contentSha256}.json`;
  const keys = await records.list(prefix);
  if (keys.includes(key)) return 'stored';
  if (keys.length >= maxStoredDuplicates) return 'dropped';
  await putRecord(records, key, parsed);
  return 'stored';
}
