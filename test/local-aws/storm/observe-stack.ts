import type { SigningEvent } from '../../../lambda/contracts/signing-event';
import { verifiedWebhookSchema, webhookRecordSchema } from '../../../lambda/contracts/verified-webhook';
import { sha256Hex } from '../../../lambda/kit/hash';
import { listKeys, readObject } from '../harness/observe/archive-bucket';
import { bundleFaults, readBundleAt } from '../harness/observe/stored-bundle';
import { mapConcurrently } from '../harness/send/map-concurrently';
import type { RunningSample } from '../harness/sample/launch-sample';
import { peekDeadLetters } from './dead-letters';
import type { LedgerEnvelope } from './ledger';
import type { FoundBundle, FoundEvent, FoundRecord, FoundWebhook, Observation } from './observation';
import { parseDeadLetter } from './parse-dead-letter';

/** How many objects are read at a time. */
const lanes = 8;

/** Reads all that a stack has recorded, published, archived, spooled and given up. */
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
  const spool = await mapConcurrently(spoolKeys, lanes, (key) => readSpooled(sample, key));
  const letters = await peekDeadLetters(sample);
  return {
    records: await mapConcurrently(recordKeys, lanes, (key) => readRecord(sample, key)),
    events: (await tap.read()).map(({ detail }) => foundEvent(detail)),
    bundles: await mapConcurrently(manifests, lanes, (key) => readFoundBundle(sample, key, envelopes)),
    strayFiles: documentKeys.filter((key) => ![...parents(key)].some((folder) => folders.has(folder))),
    spool,
    deadLetters: letters.flatMap((letter) => parseDeadLetter(letter, spool)),
  };
}

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);

/** Every folder that a key lies in. */
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
  return {
    id,
    type,
    endpoint,
    ...(envelope ? { envelopeId: envelope.id } : {}),
    ...(record ? { recordKey: record.key } : {}),
    ...(archive ? { manifestKey: archive.manifest.key } : {}),
  };
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
