import type { SigningEventType } from '../../../lambda/contracts/signing-event';
import { sentFacts, type ArchiveFacts, type EventFacts } from './event-facts';
import type { Ledger, SentRequest } from './ledger';
import type { FoundEvent, FoundRecord, Observation } from './observation';
import type { DeliveryIds, WatchedCall } from './watched-call';

/** The endpoint of the whole account. */
export const endpoint = 'documenso';

export const [signing, completed, ghost] = [
  'envelope_signing',
  'envelope_completed',
  'envelope_ghost',
] as const;

/** The time of each answer here: after all calls to AWS. */
const end = 1_000_000;
const receivedAt = '2026-11-21T09:00:00.000Z';

const factsOf = (type: SigningEventType, envelopeId: string): EventFacts => ({
  ...sentFacts(
    { type, recipient: { id: '7', email: 'ada@example.com' } },
    { provider: 'documenso', endpoint, envelopeId },
  ),
  authenticity: 'shared-secret',
});

/** Makes a request: the first signature, unless something is changed. */
export const request = (changes: Partial<SentRequest>): SentRequest => {
  const one = { envelopeId: completed, type: 'recipient.signed' as const, ...changes };
  return {
    endpoint,
    fact: `${completed} 1`,
    sizeBytes: 1,
    sha256: 'sent: signed',
    storedSha256: 'kept: signed',
    status: 200,
    answeredAt: end,
    says: factsOf(one.type, one.envelopeId),
    ...one,
  };
};

/** A signed and completed envelope with duplicates, an incomplete envelope, and forgeries about a third one. */
export const ledger: Ledger = {
  requests: [
    request({}),
    request({ sha256: 'sent: signed again', storedSha256: 'kept: signed again' }),
    request({
      fact: `${completed} 2`,
      type: 'envelope.completed',
      sha256: 'sent: done',
      storedSha256: 'kept: done',
    }),
    request({ fact: `${signing} 1`, envelopeId: signing, sha256: 'sent: half', storedSha256: 'kept: half' }),
    // The function stored it and then died.
    request({ fact: `${signing} 2`, envelopeId: signing, sha256: 'sent: unanswered', status: 502 }),
    request({ fact: `${signing} 3`, envelopeId: signing, sha256: 'sent: refused', status: 503 }),
    request({
      envelopeId: ghost,
      type: 'envelope.completed',
      sha256: 'forged',
      status: 401,
      forgery: 'no-proof',
    }),
  ],
  envelopes: [
    { provider: 'documenso', endpoint, id: completed, role: 'reported', complete: true, files: [] },
    { provider: 'documenso', endpoint, id: signing, role: 'open', complete: false, files: [] },
    { provider: 'documenso', endpoint, id: ghost, role: 'ghost', complete: true, files: [] },
  ],
};

export const record = (name: string, envelopeId: string): FoundRecord => ({
  key: `webhooks/${endpoint}/${envelopeId}/id of ${name}.json`,
  endpoint,
  deliveryId: `delivery of ${name}`,
  receivedAt,
  sha256: `sent: ${name}`,
  storedSha256: `kept: ${name}`,
  eventId: `id of ${name}`,
});
export const event = (
  name: string,
  envelopeId: string,
  type: SigningEventType = 'recipient.signed',
): FoundEvent => ({
  id: `id of ${name}`,
  type,
  endpoint,
  envelopeId,
  recordKey: `webhooks/${endpoint}/${envelopeId}/id of ${name}.json`,
  facts: { ...factsOf(type, envelopeId), receivedAt },
});
export const manifestKey = `documents/${endpoint}/${completed}/revision/manifest.json`;
const announces: ArchiveFacts = {
  bucket: 'archive',
  revision: 'revision',
  manifest: { key: manifestKey, sha256: 'digest of the manifest' },
  files: [{ role: 'executed', key: '1.pdf', size: 1, sha256: 'digest of the file' }],
  fileCount: 1,
  roles: ['executed'],
};
export const bundle = { endpoint, envelopeId: completed, manifestKey, faults: [], announces };
export const archivedEvent: FoundEvent = {
  id: 'id of bundle',
  type: 'envelope.archived',
  endpoint,
  envelopeId: completed,
  manifestKey,
  facts: {
    ...{ source: 'esign.documenso', detailType: 'envelope.archived', type: 'envelope.archived' },
    ...{ provider: 'documenso', endpoint, envelopeId: completed, confirmed: true, archive: announces },
  },
};

/** The archiver's own event for a completion that no webhook reported. */
export const foundCompletion = (envelopeId: string): FoundEvent => ({
  id: `id of found ${envelopeId}`,
  type: 'envelope.completed',
  endpoint,
  envelopeId,
  facts: {
    ...{ source: 'esign.documenso', detailType: 'envelope.completed', type: 'envelope.completed' },
    ...{ provider: 'documenso', endpoint, envelopeId, confirmed: true, foundBy: 'reconciliation' },
  },
});

/** The calls that stored a webhook, handled it and published its event, in this order. */
const callsFor = (name: string, envelopeId: string): readonly WatchedCall[] => {
  const delivery = { deliveryId: `delivery of ${name}`, endpoint, sha256: `sent: ${name}`, receivedAt };
  const { key, eventId } = record(name, envelopeId);
  const at = (place: number) => ({ startedAt: place, doneAt: place + 1, invocation: `${name} ${place}` });
  return [
    { kind: 'store', place: 'queue', ...delivery, ...at(1) },
    { kind: 'record', key, eventId, ...delivery, ...at(3) },
    { kind: 'publish', eventId, type: 'recipient.signed', evidenceKey: key, ...at(5) },
  ];
};

/** The delivery of a duplicate, which gets no record and no event. */
const duplicate = callsFor('signed again', completed)
  .slice(0, 2)
  .map((call) => (call.kind === 'record' ? { ...call, ...record('signed', completed), ...ids(call) } : call));

function ids({ deliveryId, sha256 }: DeliveryIds) {
  return { deliveryId, sha256 };
}

const job: WatchedCall = {
  kind: 'job',
  ...{ endpoint, envelopeId: completed, firstSeenAt: receivedAt },
  ...{ invocation: 'job', startedAt: 7, doneAt: 8 },
};
const manifest: WatchedCall = {
  kind: 'manifest',
  ...{ operation: 'PutObject', key: manifestKey },
  ...{ invocation: 'manifest', startedAt: 9, doneAt: 10 },
};
const announcement: WatchedCall = {
  kind: 'publish',
  ...{ eventId: 'id of bundle', type: 'envelope.archived', evidenceKey: manifestKey },
  ...{ invocation: 'announcement', startedAt: 11, doneAt: 12 },
};

/** The stack that balances the ledger. */
export const found: Observation = {
  records: [record('signed', completed), record('done', completed), record('half', signing)],
  events: [
    event('signed', completed),
    event('done', completed, 'envelope.completed'),
    event('half', signing),
    archivedEvent,
  ],
  storedDuplicates: [],
  bundles: [bundle],
  strayFiles: [],
  spool: [],
  deadLetters: [],
  calls: [
    ...callsFor('signed', completed),
    ...duplicate,
    ...callsFor('done', completed),
    ...callsFor('half', signing),
    ...[job, manifest, announcement],
  ],
};
