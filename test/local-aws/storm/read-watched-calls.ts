import type { AwsCall } from '../faults/aws-call';
import type { WireAnswer } from '../faults/fault-answer';
import type { DeliveryIds, JobIds, Moments, WatchedCall } from './watched-call';

type WithoutMoments<Call> = Call extends WatchedCall ? Omit<Call, keyof Moments> : never;

/** A watched call without its place in the order. */
export type ReadCall = WithoutMoments<WatchedCall>;

type Reader = (call: AwsCall, request: CallBody, answer: WireAnswer) => readonly ReadCall[];

interface CallBody {
  readonly body: Buffer;
}

/** Reads what a call has done. The list is empty if AWS refused it, or if the account does not need it. */
export function readWatchedCalls(call: AwsCall, request: CallBody, answer: WireAnswer): readonly ReadCall[] {
  const read = readers[`${call.stage} ${call.operation}`];
  return read ? read(call, request, answer) : [];
}

const isDone = ({ status }: WireAnswer) => status === 200;

/** S3 answers 412 if the object exists and the call must not replace it. */
const isThere = ({ status }: WireAnswer) => status === 200 || status === 412;

interface WebhookMessage {
  readonly deliveryId: string;
  readonly endpoint: string;
  readonly receivedAt: string;
  readonly request: { readonly sha256: string };
}

const idsOf = ({ deliveryId, endpoint, receivedAt, request: { sha256 } }: WebhookMessage): DeliveryIds => ({
  deliveryId,
  endpoint,
  sha256,
  receivedAt,
});

function readQueued(_: AwsCall, { body }: CallBody, answer: WireAnswer): readonly ReadCall[] {
  if (!isDone(answer)) return [];
  return [{ kind: 'store', place: 'queue', ...idsOf(messageBody<WebhookMessage>(body)) }];
}

function readSpooled(_: AwsCall, { body }: CallBody, answer: WireAnswer): readonly ReadCall[] {
  if (!isDone(answer)) return [];
  return [{ kind: 'store', place: 'spool', ...idsOf(json<WebhookMessage>(body)) }];
}

/** A record's key is `webhooks/<endpoint>/<envelope>/<event>.json`. Other objects there have longer keys. */
const recordPattern = /^[^/]+\/(webhooks\/[^/]+\/[^/]+\/[^/]+\.json)$/;

function readRecord({ target }: AwsCall, { body }: CallBody, answer: WireAnswer): readonly ReadCall[] {
  const [, key] = recordPattern.exec(target) ?? [];
  if (key === undefined || !isThere(answer)) return [];
  const { eventId, webhook } = json<{ readonly eventId: string; readonly webhook: WebhookMessage }>(body);
  return [{ kind: 'record', key, eventId, ...idsOf(webhook) }];
}

function readJob(_: AwsCall, { body }: CallBody, answer: WireAnswer): readonly ReadCall[] {
  const { endpoint, envelopeId, firstSeenAt } = messageBody<Partial<JobIds>>(body);
  if (!isDone(answer) || endpoint === undefined || envelopeId === undefined || firstSeenAt === undefined)
    return [];
  return [{ kind: 'job', endpoint, envelopeId, firstSeenAt }];
}

function readManifest({ target, operation }: AwsCall, _: CallBody, answer: WireAnswer): readonly ReadCall[] {
  const [, key] = /^[^/]+\/(documents\/.+\/manifest\.json)$/.exec(target) ?? [];
  return key !== undefined && isThere(answer) ? [{ kind: 'manifest', operation, key }] : [];
}

/** Each pass first stores since when its endpoint is reconciled, or finds that this is stored. */
const firstPassPattern = /^[^/]+\/reconciliation\/([^/]+)\/since\.json$/;

const orderPattern = /^[^/]+\/reconciliation\/([^/]+)\/([^/]+)\/(\d+)\.json$/;

function readPass({ target }: AwsCall, _: CallBody, answer: WireAnswer): readonly ReadCall[] {
  const [, begun] = firstPassPattern.exec(target) ?? [];
  if (begun !== undefined) return isThere(answer) ? [{ kind: 'pass', endpoint: begun }] : [];
  const [, endpoint, envelopeId, number] = orderPattern.exec(target) ?? [];
  if (endpoint === undefined || envelopeId === undefined || !isDone(answer)) return [];
  return [{ kind: 'order', endpoint, envelopeId, number: Number(number) }];
}

interface Detail {
  readonly id: string;
  readonly type: string;
  readonly record?: { readonly key: string };
  readonly archive?: { readonly manifest: { readonly key: string } };
}

/** The bus can take some entries of a call, and refuse others. */
function readPublished(_: AwsCall, { body }: CallBody, answer: WireAnswer): readonly ReadCall[] {
  if (!isDone(answer)) return [];
  const { Entries } = json<{ readonly Entries: readonly { readonly Detail: string }[] }>(body);
  const taken = json<{ readonly Entries?: readonly { readonly EventId?: string }[] }>(answer.body).Entries;
  return Entries.filter((_, index) => taken?.[index]?.EventId !== undefined).map(({ Detail: text }) => {
    const { id: eventId, type, record, archive } = JSON.parse(text) as Detail;
    return { kind: 'publish', eventId, type, evidenceKey: record?.key ?? archive?.manifest.key };
  });
}

const json = <Value>(body: Buffer) => JSON.parse(body.toString()) as Value;

const messageBody = <Value>(body: Buffer) =>
  JSON.parse(json<{ readonly MessageBody: string }>(body).MessageBody) as Value;

/** The reader of each call, by stage and operation. */
const readers: Readonly<Record<string, Reader>> = {
  'verify SendMessage': readQueued,
  'verify PutObject': readSpooled,
  'publish PutObject': readRecord,
  'publish SendMessage': readJob,
  'publish PutEvents': readPublished,
  'archive PutEvents': readPublished,
  'archive PutObject': readManifest,
  'archive HeadObject': readManifest,
  'archive GetObject': readManifest,
  'reconcile PutObject': readPass,
};
