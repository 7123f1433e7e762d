import type { ArchiveManifest } from '../../lambda/contracts/archive-manifest';
import { recordKey, reconciliationPrefix } from '../../lambda/contracts/object-keys';
import { orderNoteSchema } from '../../lambda/contracts/order-note';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import { jsonString } from '../../lambda/kit/json';
import { completedEvent } from '../../lambda/signing-events/archive-events';
import type { Archive } from './past-events';

/** What a manifest and an `incomplete.json` say about the completion. */
export type Completed = Pick<
  ArchiveManifest,
  'provider' | 'endpoint' | 'envelope' | 'completionEventId' | 'foundBy' | 'confirmedAt'
>;

const recordTextSchema = jsonString(webhookRecordSchema);
const noteTextSchema = jsonString(orderNoteSchema);

/** Reads the webhook that reported a completion; `undefined` if none did. */
export async function completionWebhook(archive: Archive, completed: Completed) {
  const { endpoint, completionEventId, envelope } = completed;
  for (const folder of new Set([envelope.legacyId ?? envelope.id, envelope.id])) {
    const bytes = await archive.read(recordKey(endpoint, folder, completionEventId));
    const record = bytes && recordTextSchema.safeParse(Buffer.from(bytes).toString()).data;
    if (record) return record.webhook;
  }
  return undefined;
}

/**
 * Makes the `envelope.completed` that the archiver published because no webhook had reported it. If a webhook came later, its
 * record has the same id, and is replayed itself.
 */
export async function unreportedCompletion(
  archive: Archive,
  completed: Completed,
): Promise<readonly SigningEvent[]> {
  if (completed.foundBy !== 'reconciliation' || (await completionWebhook(archive, completed))) return [];
  const ordered = await unreportedOrder(archive, completed);
  if (!ordered) return [];
  const { completionEventId: id, envelope, confirmedAt } = completed;
  const completion = { id, ...ordered };
  return [completedEvent(completed, completion, { envelope, now: new Date(confirmedAt) })];
}

/** Finds the order of a pass that carries a completion which no webhook reported. */
async function unreportedOrder(archive: Archive, { endpoint, envelope, completionEventId }: Completed) {
  for (const folder of new Set([envelope.id, envelope.legacyId ?? envelope.id])) {
    for await (const { key } of archive.list(`${reconciliationPrefix(endpoint)}${folder}/`)) {
      const job = await orderedJob(archive, key);
      if (job?.completionEventId === completionEventId) return job.unreportedCompletion;
    }
  }
  return undefined;
}

async function orderedJob(archive: Archive, key: string) {
  // Beside the orders lie the notes that their bundles were seen.
  const bytes = /\/\d+\.json$/.test(key) ? await archive.read(key) : undefined;
  return bytes && noteTextSchema.safeParse(Buffer.from(bytes).toString()).data?.job;
}
