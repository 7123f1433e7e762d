/**
 * iinked Sign's webhooks as our events.
 *
 * Source: Webhooks guide v4, External data guide v4 and the page of `package_add`, checked 2026-11-21.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import { defined } from '../../kit/defined';
import { clipText } from '../../kit/text';
import { eventReader, type EventFields } from '../support/event-reader';
import { firstProblem, maxLength } from '../support/payload';
import { problems, readPayload, type Payload, type PayloadField } from './payload';

/** The type of an action's event, and the ids that such an event must have. */
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

/** The fields that every event on the provider's pages has. */
const alwaysNeeded: readonly PayloadField[] = ['action', 'eventId', 'eventTime'];

/** Reads the body of a genuine iinked Sign webhook. */
export const readIinkedSignEvent = eventReader((object) => {
  const payload = readPayload(object);
  const { action, eventId } = payload;
  const { type, ids } = meanings.get(action ?? '') ?? unknownAction;
  return {
    type: ids.every((id) => payload[id] !== undefined) ? type : 'provider.event',
    // `eventId` names an event. Whether a redelivery keeps it is not documented.
    key: action === undefined || eventId === undefined ? undefined : [action, eventId],
    ...eventFields(payload),
    problem: firstProblem(problems, object, payload, [...alwaysNeeded, ...ids]),
  };
});

function eventFields(payload: Payload): Partial<EventFields> {
  const { action, packageId, documentId, signerId, eventTime, externalId, externalData } = payload;
  return {
    providerEvent: action && clipText(action, maxLength.name),
    occurredAt: eventTime,
    envelope: packageId ? defined({ id: packageId, externalData }) : undefined,
    document: documentId ? defined({ id: documentId, externalId }) : undefined,
    recipient: signerId ? { id: signerId } : undefined,
  };
}
