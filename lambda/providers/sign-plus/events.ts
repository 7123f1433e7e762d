/**
 * Sign.Plus's webhooks in our words.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import { clipText } from '../../kit/text';
import { readJsonObject, type JsonValue } from '../../kit/json';
import { sha256Hex } from '../../kit/hash';
import type { EventReader, ReadEvent } from '../provider';
import { problemOf, rawFields, readPayload, type Payload, type PayloadField } from './payload';

const auditTrail = 'envelope_audit_trail';

/** Events by their name in lower case; what happened to the envelope as a whole. */
const envelopeEvents: ReadonlyMap<string, SigningEventType> = new Map([
  ['envelope_completed', 'envelope.completed'],
  ['envelope_declined', 'envelope.declined'],
  ['envelope_voided', 'envelope.voided'],
  ['envelope_expired', 'envelope.expired'],
]);

/** Actions of the audit trail by their name in upper case; what one recipient did. */
const auditActions: ReadonlyMap<string, SigningEventType> = new Map([
  ['ENVELOPE_VIEWED', 'recipient.viewed'],
  ['ENVELOPE_SIGNED', 'recipient.signed'],
  ['ENVELOPE_DECLINED', 'recipient.declined'],
]);

/** UTF-16 units; generous for a name, and far from what an event may hold. */
const longestName = 256;
const longestTitle = 500;

/** A webhook in our word, what its word says nothing without, and what identifies it. */
interface Meaning {
  readonly type: SigningEventType;
  readonly needed: readonly PayloadField[];
  readonly key?: JsonValue;
}

/** Reads the body of a genuine Sign.Plus webhook. It tells no time: `occurredAt` is absent, always. */
export const readSignPlusEvent: EventReader = (body) => {
  const json = readJsonObject(body);
  if ('problem' in json) return { type: 'provider.event', key: keyOfBytes(body), problem: json.problem };
  const fields = rawFields(json.object);
  const payload = readPayload(fields);
  const { type, needed, key } = meaningOf(payload);
  const problem = problemOf(fields, payload, needed);
  const isWhole = needed.every((field) => payload[field] !== undefined);
  return {
    type: isWhole ? type : 'provider.event',
    key: (isWhole ? key : undefined) ?? keyOfBytes(body),
    ...told(payload),
    ...(problem ? { problem } : {}),
  };
};

/** Nothing in a webhook names the event itself: it is what happened to whom, which happens once. */
function meaningOf(payload: Payload): Meaning {
  const { envelopeId = '' } = payload;
  const event = payload.event?.toLowerCase() ?? '';
  const type = envelopeEvents.get(event);
  if (type) return { type, needed: ['envelopeId'], key: [event, envelopeId] };
  return event === auditTrail ? auditMeaning(payload) : { type: 'provider.event', needed: ['event'] };
}

function auditMeaning({ action: written, envelopeId = '', recipientId = '' }: Payload): Meaning {
  const action = written?.toUpperCase() ?? '';
  const type = auditActions.get(action);
  if (!type) return { type: 'provider.event', needed: ['action', 'envelopeId'] };
  const needed = ['envelopeId', 'recipientId'] as const;
  return { type, needed, key: [auditTrail, action, envelopeId, recipientId] };
}

function keyOfBytes(body: Uint8Array): JsonValue {
  return { sha256: sha256Hex(body) };
}

function told(payload: Payload): Pick<ReadEvent, 'providerEvent' | 'envelope' | 'recipient'> {
  const { envelopeId, recipientId, fileName } = payload;
  const name = nameOf(payload);
  return {
    ...(name ? { providerEvent: clipText(name, longestName) } : {}),
    ...(envelopeId
      ? { envelope: { id: envelopeId, ...(fileName ? { title: clipText(fileName, longestTitle) } : {}) } }
      : {}),
    ...(recipientId ? { recipient: { id: recipientId } } : {}),
  };
}

/** As the provider wrote it; the audit trail's with its action, such as `envelope_audit_trail/ENVELOPE_SIGNED`. */
function nameOf({ event, action }: Payload): string | undefined {
  return event?.toLowerCase() === auditTrail && action ? `${event}/${action}` : event;
}
