/**
 * iinked Sign's webhooks in our words.
 *
 * Source: Webhooks guide v4, External data guide v4 and the page of `package_add`, checked 2026-11-21.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import { clipText } from '../../kit/text';
import { readJsonObject, type JsonValue } from '../../kit/json';
import { sha256Hex } from '../../kit/hash';
import type { EventReader, ReadEvent } from '../provider';
import { problemOf, readPayload, type Payload, type PayloadField } from './payload';

/** An action in our word, and the ids without which the word would say nothing. */
interface Meaning {
  readonly type: SigningEventType;
  readonly ids: readonly PayloadField[];
}

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['package_add', { type: 'envelope.created', ids: ['packageId'] }],
  ['document_signed', { type: 'recipient.signed', ids: ['packageId', 'documentId', 'signerId'] }],
  ['document_executed', { type: 'document.completed', ids: ['packageId', 'documentId'] }],
  ['package_executed', { type: 'envelope.completed', ids: ['packageId'] }],
]);

/** More actions exist than the provider's pages name, and an endpoint cannot choose among them. */
const unknownAction: Meaning = { type: 'provider.event', ids: [] };

/** What every event on the provider's pages has. */
const always: readonly PayloadField[] = ['action', 'eventId', 'eventTime'];

/** UTF-16 units; generous for a name and for a reference, and far from what an event may hold. */
const longestName = 256;
const longestText = 1024;

/** Reads the body of a genuine iinked Sign webhook. */
export const readIinkedSignEvent: EventReader = (body) => {
  const json = readJsonObject(body);
  if ('problem' in json) return { type: 'provider.event', key: keyOfBytes(body), problem: json.problem };
  const payload = readPayload(json.object);
  const { type, ids } = meanings.get(payload.action ?? '') ?? unknownAction;
  const problem = problemOf(json.object, payload, [...always, ...ids]);
  return {
    type: ids.every((id) => payload[id] !== undefined) ? type : 'provider.event',
    key: keyOf(payload) ?? keyOfBytes(body),
    ...told(payload),
    ...(problem ? { problem } : {}),
  };
};

/** `eventId` names an event; whether a redelivery keeps it is not documented. */
function keyOf({ action, eventId }: Payload): JsonValue | undefined {
  return action === undefined || eventId === undefined ? undefined : [action, eventId];
}

function keyOfBytes(body: Uint8Array): JsonValue {
  return { sha256: sha256Hex(body) };
}

function told(
  payload: Payload,
): Pick<ReadEvent, 'providerEvent' | 'occurredAt' | 'envelope' | 'document' | 'recipient'> {
  const { action, packageId, documentId, signerId, eventTime, externalId, externalData } = payload;
  return {
    ...(action ? { providerEvent: clipText(action, longestName) } : {}),
    ...(eventTime ? { occurredAt: eventTime } : {}),
    ...(packageId ? { envelope: { id: packageId, ...(externalData ? { externalData } : {}) } } : {}),
    ...(documentId
      ? {
          document: {
            id: documentId,
            ...(externalId === undefined ? {} : { externalId: clipText(externalId, longestText) }),
          },
        }
      : {}),
    ...(signerId ? { recipient: { id: signerId } } : {}),
  };
}
