import { createHash } from 'node:crypto';
import { verifiedWebhookSchema, webhookRecordSchema } from '../../../lambda/contracts/verified-webhook';
import { listKeys, readObject } from '../harness/observe/archive-bucket';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { peekDeadLetters } from './dead-letters';
import { foundEvent } from './found-event';
import { readFoundBundle } from './read-found-bundle';
import type { LedgerEnvelope } from './ledger';
import type { FoundRecord, FoundWebhook, Observation } from './observation';
import { parseDeadLetter } from './parse-dead-letter';

/** The number of objects that are read at the same time. */
const concurrency = 8;

/** Reads all records, events, bundles, spooled webhooks and dead letters of a stack. */
export async function observeStack(
  sample: RunningSample,
  { envelopes, calls }: { readonly envelopes: readonly LedgerEnvelope[] } & Pick<Observation, 'calls'>,
): Promise<Observation> {
  const { clients, stack, tap } = sample;
  const webhookKeys = await listKeys(clients, stack.archiveBucket, 'webhooks/');
  const readRecords = (areKept: boolean) =>
    mapConcurrently(
      webhookKeys.filter((key) => isKeptDuplicate(key) === areKept),
      concurrency,
      (key) => readRecord(sample, key),
    );
  const documentKeys = await listKeys(clients, stack.archiveBucket, 'documents/');
  const manifests = documentKeys.filter((key) => key.endsWith('/manifest.json'));
  const folders = new Set(manifests.map(folderOf));
  const spoolKeys = await listKeys(clients, stack.spoolBucket);
  const spool = await mapConcurrently(spoolKeys, concurrency, (key) => readSpooled(sample, key));
  const deadMessages = await peekDeadLetters(sample);
  return {
    records: await readRecords(false),
    storedDuplicates: await readRecords(true),
    events: (await tap.read()).map(foundEvent),
    bundles: await mapConcurrently(manifests, concurrency, (key) => readFoundBundle(sample, key, envelopes)),
    strayFiles: documentKeys.filter((key) => ![...parents(key)].some((folder) => folders.has(folder))),
    spool,
    deadLetters: deadMessages.flatMap((message) => parseDeadLetter(message, spool)),
    calls: [...calls],
  };
}

/** A record is `webhooks/<endpoint>/<envelope>/<event>.json`; a duplicate of its event is below `<event>/`. */
const isKeptDuplicate = (key: string) => key.split('/').length > 4;

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);

/** Lists every folder of a key. */
function* parents(key: string): Iterable<string> {
  for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) yield key.slice(0, at + 1);
}

async function readRecord({ clients, stack }: RunningSample, key: string): Promise<FoundRecord> {
  const text = (await readObject(clients, stack.archiveBucket, key)).toString();
  const { eventId, webhook } = webhookRecordSchema.parse(JSON.parse(text));
  const { endpoint, deliveryId, receivedAt, request } = webhook;
  const storedSha256 = digest(Buffer.from(request.body, request.bodyEncoding));
  return { key, endpoint, deliveryId, eventId, receivedAt, sha256: request.sha256, storedSha256 };
}

async function readSpooled({ clients, stack }: RunningSample, key: string): Promise<FoundWebhook> {
  const text = (await readObject(clients, stack.spoolBucket, key)).toString();
  const { endpoint, deliveryId, request } = verifiedWebhookSchema.parse(JSON.parse(text));
  return { key, endpoint, deliveryId, sha256: request.sha256 };
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
