/**
 * Documenso's webhooks in our words. Nobody signed their bodies: what they say of completion is for the API to confirm.
 */
import { clipText } from '../../kit/text';
import { readJsonObject, type JsonValue } from '../../kit/json';
import { sha256Hex } from '../../kit/hash';
import type { EventReader, ReadEvent } from '../provider';
import { canonicalJson } from './canonical-json';
import { meanings, type Meaning } from './meanings';
import { problemOf, readPayload, type Payload } from './payload';
import { tellRecipient, tellRecipients } from './recipients';
import { isSample } from './sample';
import { unwrapBody, type Body } from './unwrap-body';

/** UTF-16 units; generous for a name. */
const longestName = 256;

/** Reads the body of a genuine Documenso webhook. */
export const readDocumensoEvent: EventReader = (bytes) => {
  const json = readJsonObject(bytes);
  if ('problem' in json) return { type: 'provider.event', key: keyOfBytes(bytes), problem: json.problem };
  const body = unwrapBody(json.object);
  const payload = readPayload(body.payload);
  const meaning = meanings.get(body.event ?? '');
  const type = typeOf(meaning, payload);
  return {
    type: type ?? 'provider.event',
    key: keyOf(body, payload, meaning) ?? keyOfBytes(bytes),
    ...toldKind(body, payload),
    ...told(payload, type && meaning),
    ...problemFound(body, payload, type === undefined && meaning !== undefined),
  };
};

function typeOf(meaning: Meaning | undefined, payload: Payload): ReadEvent['type'] | undefined {
  if (!meaning || payload.id === undefined) return undefined;
  return typeof meaning.type === 'function' ? meaning.type(payload) : meaning.type;
}

/** Nothing where a part of it is missing. A sample's number may be a real document's, whose events must not share its keys. */
function keyOf(body: Body, payload: Payload, meaning: Meaning | undefined): JsonValue | undefined {
  const { event, sentAt } = body;
  if (event === undefined || payload.id === undefined) return undefined;
  const parts = meaning ? meaning.key(payload, sentAt) : [canonicalHash(body.payload)];
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return [event, payload.id, ...known, ...(isSample(payload) ? ['test'] : [])];
}

function canonicalHash(payload: unknown): string | undefined {
  const text = canonicalJson(payload);
  return text === undefined ? undefined : sha256Hex(text);
}

function keyOfBytes(bytes: Uint8Array): JsonValue {
  return { sha256: sha256Hex(bytes) };
}

function problemFound(body: Body, payload: Payload, isOpen: boolean): Pick<ReadEvent, 'problem'> {
  if (body.event === undefined) return { problem: 'event-unusable' };
  const problem = problemOf(body.payload, payload) ?? (isOpen ? 'status-unusable' : undefined);
  return problem === undefined ? {} : { problem };
}

function toldKind({ event }: Body, payload: Payload): Pick<ReadEvent, 'providerEvent' | 'test'> {
  return {
    ...(event === undefined ? {} : { providerEvent: clipText(event, longestName) }),
    ...(isSample(payload) ? { test: true } : {}),
  };
}

function told(payload: Payload, meaning: Meaning | undefined): Partial<ReadEvent> {
  const occurredAt = meaning?.occurredAt?.(payload);
  const actor = meaning?.actor?.(payload);
  return {
    ...(occurredAt ? { occurredAt } : {}),
    ...toldEnvelope(payload),
    ...(actor ? { recipient: tellRecipient(actor) } : {}),
    ...tellRecipients(payload.recipients),
  };
}

/** The number goes with every version, so the records of an envelope stay together when the instance is upgraded. */
function toldEnvelope({ id, envelopeId, title, externalId, status }: Payload): Pick<ReadEvent, 'envelope'> {
  if (id === undefined) return {};
  return {
    envelope: {
      id: envelopeId ?? String(id),
      legacyId: String(id),
      ...(title ? { title } : {}),
      ...(externalId ? { externalId } : {}),
      ...(status ? { status } : {}),
    },
  };
}
