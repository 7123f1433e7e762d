import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { verifiedWebhookSchema, webhookRecordSchema } from '../../../lambda/contracts/verified-webhook';
import { defined } from '../../../lambda/kit/defined';
import { sha256Hex } from '../../../lambda/kit/hash';
import { listKeys, readObject } from '../harness/observe/archive-bucket';
import { bundleFaults, readBundleAt } from '../harness/observe/stored-bundle';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { peekDeadLetters } from './dead-letters';
import type { LedgerEnvelope } from './ledger';
import type { FoundBundle, FoundEvent, FoundRecord, FoundWebhook, Observation } from './observation';
import { parseDeadLetter } from './parse-dead-letter';

/** The number of objects that are read at the same time. */
const concurrency = 8;

/** Reads all records, events, bundles, spooled webhooks and dead letters of a stack. */
export async function observeStack(
  sample: RunningSample,
  envelopes: readonly LedgerEnvelope[],
): Promise<Observation> {
  const { clients, stack, tap } = sample;
  const recordKeys = await listKeys(clients, stack.archiveBucket, 'webhooks/');
  const documentKeys = await listKeys(clients, stack.archiveBucket, 'documents/');
  const manifests = documentKeys.filter((key) => key.endsWith('/manifest.json'));
  const folders = new Set(manifests.map(folderOf));
  const spoolKeys = await listKeys(clients, stack.spoolBucket);
  const spool = await mapConcurrently(spoolKeys, concurrency, (key) => readSpooled(sample, key));
  const deadMessages = await peekDeadLetters(sample);
  return {
    records: await mapConcurrently(recordKeys, concurrency, (key) => readRecord(sample, key)),
    events: (await tap.read()).map(({ detail }) => foundEvent(detail)),
    bundles: await mapConcurrently(manifests, concurrency, (key) => readFoundBundle(sample, key, envelopes)),
    strayFiles: documentKeys.filter((key) => ![...parents(key)].some((folder) => folders.has(folder))),
    spool,
    deadLetters: deadMessages.flatMap((message) => parseDeadLetter(message, spool)),
  };
}

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);

/** Lists every folder of a key. */
function* parents(key: string): Iterable<string> {
  for (let at = key.indexOf('/'); at >= 0; at = key.indexOf('/', at + 1)) yield key.slice(0, at + 1);
}

async function readRecord({ clients, stack }: RunningSample, key: string): Promise<FoundRecord> {
  const text = (await readObject(clients, stack.archiveBucket, key)).toString();
  const { eventId, webhook } = webhookRecordSchema.parse(JSON.parse(text));
  const { sha256, body, bodyEncoding } = webhook.request;
  const storedSha256 = sha256Hex(Buffer.from(body, bodyEncoding));
  return { key, endpoint: webhook.endpoint, eventId, sha256, storedSha256 };
}

async function readSpooled({ clients, stack }: RunningSample, key: string): Promise<FoundWebhook> {
  const text = (await readObject(clients, stack.spoolBucket, key)).toString();
  const { endpoint, request } = verifiedWebhookSchema.parse(JSON.parse(text));
  return { key, endpoint, sha256: request.sha256 };
}

function foundEvent({ id, type, endpoint, envelope, record, archive }: SigningEvent): FoundEvent {
  return defined({
    id,
    type,
    endpoint,
    envelopeId: envelope?.id,
    recordKey: record?.key,
    manifestKey: archive?.manifest.key,
  });
}

async function readFoundBundle(
  sample: RunningSample,
  manifestKey: string,
  envelopes: readonly LedgerEnvelope[],
): Promise<FoundBundle> {
  const bundle = await readBundleAt(sample, { key: manifestKey });
  const { endpoint, envelope } = bundle.manifest;
  const at = envelopes.find((one) => one.endpoint === endpoint && one.id === envelope.id);
  const faults = at ? bundleFaults(bundle, at.files) : ['no provider has this envelope'];
  return { endpoint, envelopeId: envelope.id, manifestKey, faults };
}
