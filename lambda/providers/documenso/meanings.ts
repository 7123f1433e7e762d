/**
 * Documenso's 14 events: the type of each, its key, its time and who acted.
 *
 * Source: packages/prisma/schema.prisma (`WebhookTriggerEvents`) and the places that send them, of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-21.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import type { JsonValue } from '../../kit/json';
import type { Payload, Recipient } from './payload';
import { latestSigner, onlyRecipient } from './recipients';

/** A part of the key. If the body lacks one, the hash of its bytes identifies the event. */
type KeyPart = JsonValue | undefined;

/** How one kind of webhook becomes an event. */
export interface Meaning {
  /** The type, or a function that returns `undefined` if the payload leaves the type open. */
  readonly type: SigningEventType | ((payload: Payload) => SigningEventType | undefined);
  /** The parts of the key, besides the event's name and the document's number. */
  readonly key: (payload: Payload, sentAt: string | undefined) => readonly KeyPart[];
  /** The event's own time; absent if the payload has only times of other things. */
  readonly occurredAt?: (payload: Payload) => string | null | undefined;
  readonly actor?: (payload: Payload) => Recipient | undefined;
}

const createdAt = ({ createdAt: time }: Payload) => time;
const updatedAt = ({ updatedAt: time }: Payload) => time;
const signer = ({ recipients }: Payload) => latestSigner(recipients, 'SIGNED');
const rejecter = ({ recipients }: Payload) => latestSigner(recipients, 'REJECTED');
const opener = ({ recipients }: Payload) =>
  onlyRecipient(recipients, ({ readStatus }) => readStatus === 'OPENED');
const expired = ({ recipients }: Payload) =>
  onlyRecipient(recipients, ({ expirationNotifiedAt }) => Boolean(expirationNotifiedAt));

/** A key part made of all recipients' states, in the order of their ids. */
const statesOf =
  (state: (recipient: Recipient) => readonly KeyPart[]) =>
  ({ recipients }: Payload): readonly KeyPart[] => [
    recipients &&
      [...recipients]
        .sort((one, other) => one.id - other.id)
        .map((recipient) => [recipient.id, ...state(recipient).map((part) => part ?? null)]),
  ];

const signingStates = statesOf(({ signingStatus, signedAt }) => [signingStatus, signedAt]);

const signature = {
  key: signingStates,
  occurredAt: (payload: Payload) => signer(payload)?.signedAt,
  actor: signer,
};

/** The meaning of each event, by Documenso's name. */
export const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['DOCUMENT_CREATED', { type: 'envelope.created', key: () => [], occurredAt: createdAt }],
  ['DOCUMENT_SENT', { type: 'envelope.sent', key: (payload) => [payload.updatedAt], occurredAt: updatedAt }],
  [
    'DOCUMENT_OPENED',
    { type: 'recipient.viewed', key: statesOf(({ readStatus }) => [readStatus]), actor: opener },
  ],
  ['DOCUMENT_SIGNED', { type: 'recipient.signed', ...signature }],
  // The same signature gives DOCUMENT_SIGNED too: only that one becomes `recipient.signed`.
  ['DOCUMENT_RECIPIENT_COMPLETED', { type: 'envelope.updated', ...signature }],
  [
    'DOCUMENT_COMPLETED',
    // A reseal has a new `completedAt`, so it is another event.
    {
      type: 'envelope.completed',
      key: (payload) => [payload.completedAt],
      occurredAt: ({ completedAt }) => completedAt,
    },
  ],
  [
    'DOCUMENT_REJECTED',
    {
      type: 'envelope.declined',
      key: (payload) => [payload.completedAt],
      occurredAt: (payload) => payload.completedAt ?? rejecter(payload)?.signedAt,
      actor: rejecter,
    },
  ],
  [
    'DOCUMENT_CANCELLED',
    {
      type: cancellation,
      // `updatedAt` is still the one from before the cancellation.
      key: ({ status, completedAt, deletedAt }) => [status, completedAt, deletedAt],
      occurredAt: (payload) =>
        cancellation(payload) === 'envelope.deleted'
          ? payload.deletedAt
          : (payload.completedAt ?? payload.deletedAt),
    },
  ],
  [
    'RECIPIENT_EXPIRED',
    {
      type: 'recipient.expired',
      key: statesOf(({ expirationNotifiedAt }) => [expirationNotifiedAt]),
      occurredAt: (payload) => expired(payload)?.expirationNotifiedAt,
      actor: expired,
    },
  ],
  // A reminder changes nothing in the payload, so only the time of the attempt distinguishes two of them.
  ['DOCUMENT_REMINDER_SENT', { type: 'recipient.reminded', key: (_, sentAt) => [sentAt] }],
  ['TEMPLATE_CREATED', { type: 'template.created', key: () => [], occurredAt: createdAt }],
  [
    'TEMPLATE_UPDATED',
    { type: 'template.updated', key: (payload) => [payload.updatedAt], occurredAt: updatedAt },
  ],
  ['TEMPLATE_DELETED', { type: 'template.deleted', key: () => [], occurredAt: ({ deletedAt }) => deletedAt }],
  // Its payload is the document that was made from the template.
  ['TEMPLATE_USED', { type: 'template.used', key: () => [], occurredAt: createdAt }],
]);

/** The provider sends this event for a deletion too, even of a completed document. */
function cancellation({ status, deletedAt }: Payload): SigningEventType | undefined {
  if (status === 'CANCELLED' || status === 'PENDING') return 'envelope.voided';
  return status === 'DRAFT' || deletedAt ? 'envelope.deleted' : undefined;
}
