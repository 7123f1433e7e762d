import type { ProviderId } from '../../lambda/contracts/ids';
import { recordsPrefix, testRecordsPrefix } from '../../lambda/contracts/object-keys';
import { isTestEnvelope } from '../../lambda/contracts/test-envelope';
import type { SigningEvent } from '../../lambda/contracts/signing-event';
import { webhookRecordSchema } from '../../lambda/contracts/verified-webhook';
import { requestBytes } from '../../lambda/contracts/webhook-request';
import { defined } from '../../lambda/kit/defined';
import { jsonString } from '../../lambda/kit/json';
import { eventReaders } from '../../lambda/providers/index';
import { mapInTurns } from './map-in-turns';
import { readObject } from './read-object';
import type { ObjectVersions } from '../stack/object-versions';
import { storedObjects, type StoredObject } from './stored-object';

/** A webhook's event, by its record. It has nothing of the request but what is printed. */
export interface RecordedEvent extends Partial<
  Pick<SigningEvent, 'type' | 'providerEvent' | 'authenticity' | 'occurredAt' | 'receivedAt' | 'test'>
> {
  /** The event's id. */
  readonly id: string;
  /** The key of the record. */
  readonly key: string;
  /** When the record was stored: ISO 8601. */
  readonly storedAt: string;
  /** The problem with the webhook, or `record-unreadable`. */
  readonly problem?: string;
  /** The keys of later deliveries of the event that say something else. */
  readonly differing: readonly string[];
  readonly isAltered: boolean;
  /** The envelope as the webhook has it. */
  readonly envelope?: Pick<
    NonNullable<SigningEvent['envelope']>,
    'id' | 'legacyId' | 'title' | 'status' | 'externalId'
  >;
}

/** The records in one folder. */
export interface EnvelopeRecords {
  /** The oldest first. */
  readonly events: readonly RecordedEvent[];
  /** How many older records were not read. */
  readonly unread: number;
  /** Whether the list of records was too long to be read whole. */
  readonly more: boolean;
}

/** An envelope has some ten records. More of them than this are not read. */
const maxRecords = 200;

/** API Gateway takes requests of up to 10 MB. A record has more bytes than its request. */
const maxRecordBytes = 32 * 1024 * 1024;

/** Where the records are, and whose they are. */
export interface RecordsPlace {
  readonly endpoint: string;
  /** Absent: a newer version knows it, and this one cannot read its webhooks. */
  readonly provider: ProviderId | undefined;
  /** The folder: an id of the envelope. */
  readonly folder: string;
}

/** Reads what the records of one folder say, with today's reader of the provider's webhooks. */
export async function readRecords(
  objects: ObjectVersions,
  { endpoint, provider, folder }: RecordsPlace,
): Promise<EnvelopeRecords> {
  const prefix = (isTestEnvelope(folder) ? testRecordsPrefix : recordsPrefix)(endpoint, folder);
  const { objects: found, more } = await storedObjects(objects, prefix);
  const { records, differing } = divided(found, prefix);
  const newest = records.slice(-maxRecords);
  const events = await mapInTurns(newest, async (record) => {
    const bytes = await readObject(objects, record.versions[0], maxRecordBytes);
    return recordedEvent(record, { prefix, provider, differing, text: bytes?.toString() });
  });
  return { events, unread: records.length - newest.length, more };
}

/** The path of a record, or of a differing delivery, below the folder. */
const recordPath = /^([0-9a-f]{64})(\/[0-9a-f]{64})?\.json$/;

/** Divides a folder's objects into records, the oldest first, and the differing deliveries of each. */
function divided(found: readonly StoredObject[], prefix: string) {
  const records: StoredObject[] = [];
  const differing = new Map<string, readonly string[]>();
  for (const object of found) {
    const [, id = '', isDiffering] = recordPath.exec(object.key.slice(prefix.length)) ?? [];
    if (isDiffering) differing.set(id, [...(differing.get(id) ?? []), object.key]);
    else if (id !== '') records.push(object);
  }
  records.sort((one, other) => one.versions[0].storedAt.getTime() - other.versions[0].storedAt.getTime());
  return { records, differing };
}

const recordTextSchema = jsonString(webhookRecordSchema);

interface ReadRecord {
  readonly prefix: string;
  readonly provider: ProviderId | undefined;
  readonly differing: ReadonlyMap<string, readonly string[]>;
  /** Absent if it is too large to be a record. */
  readonly text: string | undefined;
}

function recordedEvent(
  { key, versions: [{ storedAt }], isAltered }: StoredObject,
  { prefix, provider, differing, text }: ReadRecord,
): RecordedEvent {
  const id = key.slice(prefix.length, -'.json'.length);
  const known = { id, key, storedAt: storedAt.toISOString(), differing: differing.get(id) ?? [], isAltered };
  const { data: record } = recordTextSchema.safeParse(text);
  if (!record || provider === undefined) return { ...known, problem: 'record-unreadable' };
  const { receivedAt, authenticity, request } = record.webhook;
  const { type, providerEvent, occurredAt, problem, test, envelope } = eventReaders[provider](
    requestBytes(request),
  );
  return defined({
    ...known,
    type,
    providerEvent,
    authenticity,
    occurredAt,
    receivedAt,
    problem,
    test,
    envelope: envelope && namesOf(envelope),
  });
}

/** Leaves out the sender's own JSON and everything about people. */
function namesOf({ id, legacyId, title, status, externalId }: NonNullable<SigningEvent['envelope']>) {
  return defined({ id, legacyId, title, status, externalId });
}
