/**
 * Kingsign's webhooks in our words.
 *
 * Source: "Webhook Payload Examples" and the public code of github.com/kingsland-innovation-center/kingsign-api
 * (2025-10-29), checked 2026-11-21.
 */
import { clipText } from '../../kit/text';
import { readJsonObject, type JsonValue } from '../../kit/json';
import { sha256Hex } from '../../kit/hash';
import type { EventReader, ReadEvent } from '../provider';
import { readPayload, type Payload, type PayloadField } from './payload';
import { signingState, type SigningState } from './signing-state';

/** The two types that the provider knows, and what names the state that each tells of. */
const keyOfState: ReadonlyMap<string, (state: KnownState) => JsonValue> = new Map([
  ['document.updated', ({ envelopeId, status, fields }) => ['document.updated', envelopeId, status, fields]],
  // Sent twice by design: by the change of the status, and by the sign route.
  ['document.completed', ({ envelopeId, fields }) => ['document.completed', envelopeId, fields]],
]);

interface KnownState {
  readonly envelopeId: string;
  readonly status: string;
  readonly fields: JsonValue;
}

/** UTF-16 units; generous for a name, and far from what an event may hold. */
const longestName = 256;
const longestTitle = 500;

/** Reads the body of a genuine Kingsign webhook. */
export const readKingsignEvent: EventReader = (body) => {
  const json = readJsonObject(body);
  if ('problem' in json) return { type: 'provider.event', key: keyOfBytes(body), problem: json.problem };
  const payload = readPayload(json.object);
  return { ...meaningOf(payload), key: keyOf(payload) ?? keyOfBytes(body) };
};

function meaningOf(payload: Payload): Omit<ReadEvent, 'key'> {
  const { type, fields } = payload;
  const state = fields && keyOfState.has(type ?? '') ? signingState(fields) : undefined;
  const problem = problemOf(payload);
  return {
    type: typeOf(payload, state),
    ...(type === undefined ? {} : { providerEvent: clipText(type, longestName) }),
    ...envelopeOf(payload),
    ...(state ? told(payload, state) : {}),
    ...(problem ? { problem } : {}),
  };
}

function typeOf({ type, envelopeId }: Payload, state: SigningState | undefined): ReadEvent['type'] {
  if (envelopeId === undefined) return 'provider.event';
  if (type === 'document.completed') return 'envelope.completed';
  if (type !== 'document.updated') return 'provider.event';
  return state?.lastSigner ? 'recipient.signed' : 'envelope.updated';
}

/**
 * The state, and nothing that changes between two deliveries of the same one: `timestamp` is the time of sending,
 * `webhookId` the integration's, and the document's own `updatedAt` the time of any change.
 *
 * Of a type that nobody documents we know no state: nothing is sent twice but `document.completed`, and a swallowed event
 * would be worse than a doubled one.
 */
function keyOf({ type, envelopeId, status, fields }: Payload): JsonValue | undefined {
  const key = keyOfState.get(type ?? '');
  if (!key || envelopeId === undefined || fields === undefined) return undefined;
  if (status === undefined && type === 'document.updated') return undefined;
  return key({ envelopeId, status: status ?? '', fields: fieldStates(fields) });
}

function fieldStates(fields: readonly PayloadField[]): JsonValue {
  return fields
    .map(({ _id, isSigned, updatedAt }): JsonValue => [_id, isSigned, updatedAt])
    .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function keyOfBytes(body: Uint8Array): JsonValue {
  return { sha256: sha256Hex(body) };
}

/** A type that nobody documents promises nothing but its name. */
function problemOf({ type, problem }: Payload): string | undefined {
  return type === undefined || keyOfState.has(type) ? problem : undefined;
}

function envelopeOf({ envelopeId, title, status }: Payload): Pick<ReadEvent, 'envelope'> {
  if (envelopeId === undefined) return {};
  return {
    envelope: {
      id: envelopeId,
      ...(title === undefined ? {} : { title: clipText(title, longestTitle) }),
      ...(status === undefined ? {} : { status: clipText(status, longestName) }),
    },
  };
}

function told(
  { type }: Payload,
  { lastSignedAt, lastSigner, recipients, progress }: SigningState,
): Pick<ReadEvent, 'occurredAt' | 'recipient' | 'recipients' | 'progress'> {
  return {
    ...(lastSignedAt === undefined ? {} : { occurredAt: lastSignedAt }),
    ...(lastSigner && type === 'document.updated' ? { recipient: lastSigner } : {}),
    ...(recipients ? { recipients: [...recipients] } : {}),
    progress,
  };
}
