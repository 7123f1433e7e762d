/**
 * Documenso's webhooks as our events. Their bodies are not signed, so the API has to confirm a completion.
 */
import { defined } from '../../kit/defined';
import { canonicalJson } from '../../kit/canonical-json';
import { sha256Hex } from '../../kit/hash';
import type { JsonValue } from '../../kit/json';
import { clipText } from '../../kit/text';
import type { WebhookEvent } from '../provider';
import { eventReader, type EventFields } from '../support/event-reader';
import { maxLength } from '../support/payload';
import { meanings, type Delivery, type Meaning } from './meanings';
import { isSample, payloadProblem, readPayload, type Payload } from './payload';
import { mapRecipient, mapRecipients } from './recipients';
import { unwrapBody, type Body } from './unwrap-body';

/** Reads the body of a genuine Documenso webhook. */
export const readDocumensoEvent = eventReader((object) => {
  const body = unwrapBody(object);
  const payload = readPayload(body.payload);
  const meaning = meanings.get(body.event ?? '');
  const type = eventType(meaning, payload);
  return {
    type: type ?? 'provider.event',
    key: eventKey(body, payload, meaning),
    providerEvent: body.event && clipText(body.event, maxLength.name),
    test: isSample(payload) || undefined,
    ...eventFields(payload, type && meaning),
    problem: eventProblem(body, payload, type === undefined && meaning !== undefined),
  };
});

function eventType(meaning: Meaning | undefined, payload: Payload): WebhookEvent['type'] | undefined {
  if (!meaning || payload.id === undefined) return undefined;
  return typeof meaning.type === 'function' ? meaning.type(payload) : meaning.type;
}

/**
 * The key of an event; `undefined` if a part of it is missing. A sample's number may be that of a real document, so the
 * sample's events have keys of their own, which differ with each press of the Test button.
 */
function eventKey(body: Body, payload: Payload, meaning: Meaning | undefined): JsonValue | undefined {
  const { event } = body;
  if (event === undefined || payload.id === undefined) return undefined;
  const delivery = isSample(payload) ? sampleDelivery(body, payload) : body;
  const parts = meaning ? meaning.key(payload, delivery) : [body.deliveryId ?? canonicalHash(body.payload)];
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return [event, payload.id, ...known, ...(isSample(payload) ? pressKey(delivery) : [])];
}

/** The key of the event that a document's completion has. A reseal has another `completedAt`. */
export function completionKey(number: number, completedAt: string): JsonValue {
  return ['DOCUMENT_COMPLETED', number, completedAt];
}

function pressKey({ deliveryId, sentAt }: Delivery): readonly JsonValue[] {
  return ['test', deliveryId ?? sentAt ?? null];
}

/** Each press of the Test button makes a sample with a new `createdAt`, which all its attempts have. */
function sampleDelivery({ deliveryId, sentAt }: Body, { createdAt }: Payload): Delivery {
  return defined({ deliveryId, sentAt: createdAt ?? sentAt });
}

function canonicalHash(payload: unknown): string | undefined {
  const text = canonicalJson(payload);
  return text === undefined ? undefined : sha256Hex(text);
}

function eventProblem(body: Body, payload: Payload, isTypeOpen: boolean): string | undefined {
  if (body.event === undefined) return 'event-unusable';
  return payloadProblem(body.payload, payload) ?? (isTypeOpen ? 'status-unusable' : undefined);
}

function eventFields(payload: Payload, meaning: Meaning | undefined): Partial<EventFields> {
  const actor = meaning?.actor?.(payload);
  return {
    occurredAt: meaning?.occurredAt?.(payload) ?? undefined,
    envelope: mapEnvelope(payload),
    recipient: actor && mapRecipient(actor),
    ...mapRecipients(payload.recipients),
  };
}

/** Every version gives the number, so an envelope's records stay together when the instance is upgraded. */
function mapEnvelope({
  id,
  envelopeId,
  templateId,
  title,
  externalId,
  status,
}: Payload): WebhookEvent['envelope'] {
  if (id === undefined) return undefined;
  return defined({
    id: envelopeId ?? String(id),
    legacyId: String(id),
    templateId: templateId ? String(templateId) : undefined,
    title: title || undefined,
    externalId: externalId || undefined,
    status: status || undefined,
  });
}
