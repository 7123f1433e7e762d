/**
 * Kingsign's webhooks as our events.
 *
 * Source: "Webhook Payload Examples" and the public code of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
import { defined } from '../../kit/defined';
import type { JsonValue } from '../../kit/json';
import { clipText } from '../../kit/text';
import type { WebhookEvent } from '../provider';
import { eventReader, type EventFields } from '../support/event-reader';
import { firstProblem, maxLength } from '../support/payload';
import { problems, readPayload, type DocumentField, type Payload, type PayloadField } from './payload';
import { signingState, type SigningState } from './signing-state';

/** The state of a document that a webhook reports. */
interface KnownState {
  readonly envelopeId: string;
  readonly status: string;
  readonly fields: JsonValue;
}

/** The two types that the provider documents, and the key of the state that each reports. */
const stateKeys: ReadonlyMap<string, (state: KnownState) => JsonValue> = new Map([
  ['document.updated', ({ envelopeId, status, fields }) => ['document.updated', envelopeId, status, fields]],
  // Kingsign sends it twice by design: for the change of the status, and from the sign route.
  ['document.completed', ({ envelopeId, fields }) => ['document.completed', envelopeId, fields]],
]);

const neededFields: readonly PayloadField[] = ['type', 'envelopeId', 'status', 'fields'];

/** Reads the body of a genuine Kingsign webhook. */
export const readKingsignEvent = eventReader((object) => {
  const payload = readPayload(object);
  const { type, fields } = payload;
  const isDocumented = stateKeys.has(type ?? '');
  const state = fields && isDocumented ? signingState(fields) : undefined;
  return {
    type: eventType(payload, state),
    key: eventKey(payload),
    providerEvent: type && clipText(type, maxLength.name),
    envelope: mapEnvelope(payload),
    ...(state && stateFields(payload, state)),
    // A type that the provider does not document promises nothing but its name.
    problem: type && !isDocumented ? undefined : firstProblem(problems, {}, payload, neededFields),
  };
});

function eventType({ type, envelopeId }: Payload, state: SigningState | undefined): WebhookEvent['type'] {
  if (envelopeId === undefined) return 'provider.event';
  if (type === 'document.completed') return 'envelope.completed';
  if (type !== 'document.updated') return 'provider.event';
  return state?.lastSigner ? 'recipient.signed' : 'envelope.updated';
}

/**
 * The state of the document, without what differs between two deliveries of one state: `timestamp` is the time of
 * sending, `webhookId` is the id of the integration, and the document's own `updatedAt` is the time of any change.
 *
 * A type that the provider does not document has no key, so the hash of its bytes identifies the event. Only
 * `document.completed` is known to be sent twice, and losing an event is worse than having it twice.
 */
function eventKey({ type, envelopeId, status, fields }: Payload): JsonValue | undefined {
  const key = stateKeys.get(type ?? '');
  if (!key || envelopeId === undefined || fields === undefined) return undefined;
  if (status === undefined && type === 'document.updated') return undefined;
  return key({ envelopeId, status: status ?? '', fields: fieldStates(fields) });
}

/** The key of the event that a document's completion has; `undefined` if a part of it is missing. */
export function completionKey(document: Omit<Payload, 'type'>): JsonValue | undefined {
  return eventKey({ ...document, type: 'document.completed' });
}

function fieldStates(fields: readonly DocumentField[]): JsonValue {
  return fields
    .map(({ _id, isSigned, updatedAt }): JsonValue => [_id, isSigned, updatedAt])
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function mapEnvelope({ envelopeId, title, status }: Payload): WebhookEvent['envelope'] {
  if (envelopeId === undefined) return undefined;
  return defined({ id: envelopeId, title, status: status && clipText(status, maxLength.name) });
}

function stateFields(
  { type }: Payload,
  { lastSignedAt, lastSigner, recipients, progress }: SigningState,
): Partial<EventFields> {
  const recipient = type === 'document.updated' ? lastSigner : undefined;
  return { occurredAt: lastSignedAt, recipient, recipients: recipients && [...recipients], progress };
}
