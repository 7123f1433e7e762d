/**
 * Sign.Plus's webhooks as our events. No webhook has a time, so `occurredAt` is always absent.
 *
 * Source: https://apidoc.sign.plus/guides/get-notified-using-webhooks, checked 2026-11-21.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import { defined } from '../../kit/defined';
import type { JsonValue } from '../../kit/json';
import { clipText } from '../../kit/text';
import { eventReader, type EventFields } from '../support/event-reader';
import { firstProblem, maxLength } from '../support/payload';
import { givenFields, problems, readPayload, type Payload, type PayloadField } from './payload';

const auditTrail = 'envelope_audit_trail';

/** The events of a whole envelope, by their names in lower case. */
const envelopeEvents: ReadonlyMap<string, SigningEventType> = new Map([
  ['envelope_completed', 'envelope.completed'],
  ['envelope_declined', 'envelope.declined'],
  ['envelope_voided', 'envelope.voided'],
  ['envelope_expired', 'envelope.expired'],
]);

/** The actions of the audit trail, by their names in upper case: each is of one recipient. */
const auditActions: ReadonlyMap<string, SigningEventType> = new Map([
  ['ENVELOPE_VIEWED', 'recipient.viewed'],
  ['ENVELOPE_SIGNED', 'recipient.signed'],
  ['ENVELOPE_DECLINED', 'recipient.declined'],
]);

/** The type of a webhook's event, the fields that such an event must have, and the key that identifies it. */
interface Meaning {
  readonly type: SigningEventType;
  readonly needed: readonly PayloadField[];
  readonly key?: JsonValue;
}

/** Reads the body of a genuine Sign.Plus webhook. */
export const readSignPlusEvent = eventReader((object) => {
  const given = givenFields(object);
  const payload = readPayload(given);
  const { type, needed, key } = findMeaning(payload);
  const isWhole = needed.every((field) => payload[field] !== undefined);
  return {
    type: isWhole ? type : 'provider.event',
    key: isWhole ? key : undefined,
    ...eventFields(payload),
    problem: firstProblem(problems, given, payload, needed),
  };
});

/** A webhook has no id of its event. What happened, and to whom, identifies it: each happens once. */
function findMeaning(payload: Payload): Meaning {
  const { envelopeId = '' } = payload;
  const event = payload.event?.toLowerCase() ?? '';
  const type = envelopeEvents.get(event);
  if (type) return { type, needed: ['envelopeId'], key: envelopeKey(event, envelopeId) };
  return event === auditTrail ? auditMeaning(payload) : { type: 'provider.event', needed: ['event'] };
}

/** The key of an event of a whole envelope. */
const envelopeKey = (event: string, envelopeId: string): JsonValue => [event, envelopeId];

/** The key of the event that an envelope's completion has. */
export const completionKey = (envelopeId: string) => envelopeKey('envelope_completed', envelopeId);

function auditMeaning({ action: written, envelopeId = '', recipientId = '' }: Payload): Meaning {
  const action = written?.toUpperCase() ?? '';
  const type = auditActions.get(action);
  if (!type) return { type: 'provider.event', needed: ['action', 'envelopeId'] };
  const needed = ['envelopeId', 'recipientId'] as const;
  return { type, needed, key: [auditTrail, action, envelopeId, recipientId] };
}

function eventFields(payload: Payload): Partial<EventFields> {
  const { envelopeId, recipientId, fileName } = payload;
  const name = eventName(payload);
  const title = fileName ? clipText(fileName, maxLength.title) : undefined;
  return {
    providerEvent: name && clipText(name, maxLength.name),
    envelope: envelopeId ? defined({ id: envelopeId, title }) : undefined,
    recipient: recipientId ? { id: recipientId } : undefined,
  };
}

/** The event's name as the provider wrote it; the audit trail's with its action: `envelope_audit_trail/ENVELOPE_SIGNED`. */
function eventName({ event, action }: Payload): string | undefined {
  return event?.toLowerCase() === auditTrail && action ? `${event}/${action}` : event;
}
