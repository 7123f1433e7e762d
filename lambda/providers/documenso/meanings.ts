/**
 * Documenso's 14 events: the type of each, its key, its time and who acted.
 *
 * Source: packages/prisma/schema.prisma (`WebhookTriggerEvents`) and the places that send them, of
 * github.com/documenso/documenso at v2.17.0, checked 2026-11-27.
 */
import type { SigningEventType } from '../../contracts/signing-event';
import type { JsonValue } from '../../kit/json';
import type { Payload, Recipient } from './payload';
import { latestBy, latestSigner, onlyOne } from './recipients';
import type { Body } from './unwrap-body';

/** A part of the key. If the body lacks one, the hash of its bytes identifies the event. */
type KeyPart = JsonValue | undefined;

/** What a body says of its delivery. */
export type Delivery = Pick<Body, 'deliveryId' | 'sentAt'>;

/** How one kind of webhook becomes an event. */
export interface Meaning {
  /** The type, or a function that returns `undefined` if the payload leaves the type open. */
  readonly type: SigningEventType | ((payload: Payload) => SigningEventType | undefined);
  /** The parts of the key, besides the event's name and the document's number. */
  readonly key: (payload: Payload, delivery: Delivery) => readonly KeyPart[];
  /** The event's own time; absent if the payload has only times of other things. */
  readonly occurredAt?: (payload: Payload) => string | null | undefined;
  readonly actor?: (payload: Payload) => Recipient | undefined;
}

const createdAt = ({ createdAt: time }: Payload) => time;
const updatedAt = ({ updatedAt: time }: Payload) => time;
const signer = ({ recipients }: Payload) => latestSigner(recipients, 'SIGNED');
const rejecter = ({ recipients }: Payload) => latestSigner(recipients, 'REJECTED');
const opener = ({ recipients }: Payload) =>
  onlyOne(recipients?.filter(({ readStatus }) => readStatus === 'OPENED'));

/** Those whom the last run of Documenso's expiry found: it gives each of them the time when it did. */
const lastExpired = ({ recipients }: Payload) =>
  latestBy(recipients, ({ expirationNotifiedAt }) => expirationNotifiedAt);

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
        cancellation(payload) === 'envelope.deleted' ? payload.deletedAt : payload.completedAt,
    },
  ],
  [
    'RECIPIENT_EXPIRED',
    {
      type: 'recipient.expired',
      key: statesOf(({ expirationNotifiedAt }) => [expirationNotifiedAt]),
      occurredAt: (payload) => lastExpired(payload)[0]?.expirationNotifiedAt,
      actor: (payload) => onlyOne(lastExpired(payload)),
    },
  ],
  // A reminder changes nothing in the payload, so only its delivery distinguishes two of them.
  [
    'DOCUMENT_REMINDER_SENT',
    { type: 'recipient.reminded', key: (_, { deliveryId, sentAt }) => [deliveryId ?? sentAt] },
  ],
  ['TEMPLATE_CREATED', { type: 'template.created', key: () => [], occurredAt: createdAt }],
  [
    'TEMPLATE_UPDATED',
    { type: 'template.updated', key: (payload) => [payload.updatedAt], occurredAt: updatedAt },
  ],
  ['TEMPLATE_DELETED', { type: 'template.deleted', key: () => [], occurredAt: ({ deletedAt }) => deletedAt }],
  // Its payload is the document that was made from the template.
  ['TEMPLATE_USED', { type: 'template.used', key: () => [], occurredAt: createdAt }],
]);

/**
 * The provider sends this event for a deletion too. Since v2.15.0 that has `deletedAt`, unless the document was pending: then
 * nothing of it is left. Before, nothing but the status shows it. Only a pending document can be canceled, so one that was
 * completed or rejected is deleted.
 *
 * Source: packages/lib/server-only/document/delete-document.ts and cancel-document.ts of github.com/documenso/documenso at v1.9.0,
 * v2.3.1, v2.8.0, v2.14.0 and v2.17.0, checked 2026-11-27.
 */
function cancellation({ status, deletedAt }: Payload): SigningEventType | undefined {
  if (deletedAt) return 'envelope.deleted';
  return cancellations.get(status);
}

const cancellations: ReadonlyMap<string | undefined, SigningEventType> = new Map([
  ['CANCELLED', 'envelope.voided'],
  ['PENDING', 'envelope.voided'],
  ['DRAFT', 'envelope.deleted'],
  ['COMPLETED', 'envelope.deleted'],
  ['REJECTED', 'envelope.deleted'],
]);
