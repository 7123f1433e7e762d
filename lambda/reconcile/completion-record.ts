import { allObjects, type ListedObject } from '../aws/list-objects';
import { recordKey, recordsPrefix } from '../contracts/object-keys';
import { webhookRecordSchema } from '../contracts/verified-webhook';
import { requestBytes } from '../contracts/webhook-request';
import { eventId } from '../kit/event-id';
import { jsonString } from '../kit/json';
import type { CompletedEnvelope } from '../providers/envelope-lister';
import type { ReconciledEndpoint, ReconcileDeps } from './reconcile-deps';

/** The record of the webhook that reported a completion. */
export interface CompletionRecord {
  /** The id of its event. */
  readonly eventId: string;
  /** The time when it was stored. */
  readonly recordedAt: Date;
}

type Deps = Pick<ReconcileDeps, 'bucket' | 'list'>;

/** An envelope has some ten records. More of them than this are not read. */
const maxRecords = 200;

/**
 * Finds the record of the webhook that reported an envelope's completion. If the list has the parts of the event's key, the
 * record has a known place. Otherwise the envelope's records are read, the newest first.
 */
export async function findCompletionRecord(
  deps: Deps,
  endpoint: ReconciledEndpoint,
  envelope: CompletedEnvelope,
): Promise<CompletionRecord | undefined> {
  for (const folder of recordFolders(envelope)) {
    const record = await (envelope.completionKey === undefined
      ? readRecords(deps, endpoint, folder)
      : findRecord(deps, endpoint, folder, completionEventId(endpoint.name, envelope)));
    if (record) return record;
  }
  return undefined;
}

/** A webhook's record is under the older id, if the webhook had one. */
function recordFolders({ id, legacyId = id }: CompletedEnvelope): readonly string[] {
  return [...new Set([legacyId, id])];
}

/** Returns the id of a completion's event: that of its webhook's event, where the list has the parts of its key. */
export function completionEventId(
  endpoint: string,
  { id, completedAt, completionKey }: CompletedEnvelope,
): string {
  return eventId(endpoint, completionKey ?? ['completion-found', id, completedAt ?? null]);
}

async function findRecord(
  { bucket }: Deps,
  { name }: ReconciledEndpoint,
  folder: string,
  id: string,
): Promise<CompletionRecord | undefined> {
  const record = await bucket.describe(recordKey(name, folder, id));
  return record && { eventId: id, recordedAt: record.storedAt ?? new Date(0) };
}

const recordTextSchema = jsonString(webhookRecordSchema);

async function readRecords(
  { bucket, list }: Deps,
  { name, readEvent }: ReconciledEndpoint,
  folder: string,
): Promise<CompletionRecord | undefined> {
  const prefix = recordsPrefix(name, folder);
  const records: ListedObject[] = [];
  for await (const object of allObjects(list, prefix)) {
    // What is in a folder of its own is a duplicate that says something else.
    if (!object.key.slice(prefix.length).includes('/')) records.push(object);
  }
  records.sort((one, other) => other.storedAt.getTime() - one.storedAt.getTime());
  for (const { key, storedAt } of records.slice(0, maxRecords)) {
    const { data: record } = recordTextSchema.safeParse(Buffer.from(await bucket.read(key)).toString());
    if (!record) continue;
    const { type, test } = readEvent(requestBytes(record.webhook.request));
    if (type === 'envelope.completed' && !test) return { eventId: record.eventId, recordedAt: storedAt };
  }
  return undefined;
}
