import type { WebhookEvent } from '../provider';
import type { DocumentField } from './payload';

type Recipient = NonNullable<WebhookEvent['recipient']>;

/** How far the signing of a document is, by its fields. */
export interface SigningState {
  /** When the last signed field was signed. */
  readonly lastSignedAt?: string;
  /** Who signed last, if the payload alone shows it. */
  readonly lastSigner?: Recipient;
  /** All contacts with a field, in the order of the fields; absent if they would make an event too large. */
  readonly recipients?: readonly Recipient[];
  /** Numbers of fields, not of people. */
  readonly progress: { readonly signed: number; readonly total: number };
}

/** More recipients would make an event too large. The record has all of them. */
const maxRecipients = 100;

/** Reads how far the signing is. */
export function signingState(fields: readonly DocumentField[]): SigningState {
  const signed = fields.filter(({ isSigned }) => isSigned);
  const last = lastSigned(signed);
  const recipients = mapRecipients(fields);
  const fitsIntoEvent = recipients.length > 0 && recipients.length <= maxRecipients;
  return {
    lastSignedAt: last[0]?.updatedAt,
    lastSigner: findLastSigner(last, recipients),
    recipients: fitsIntoEvent ? recipients : undefined,
    progress: { signed: signed.length, total: fields.length },
  };
}

/** All fields with the latest time: the fields of one signer are signed in parallel. */
function lastSigned(signed: readonly DocumentField[]): readonly DocumentField[] {
  const latest = signed.reduce((time, { updatedAt }) => Math.max(time, Date.parse(updatedAt)), -Infinity);
  return signed.filter(({ updatedAt }) => Date.parse(updatedAt) === latest);
}

/**
 * Finds the one owner of the fields that were signed last, once all of the owner's fields are signed. The provider signs
 * all fields of a contact in parallel, and sends a webhook for each: the first of them show some fields still unsigned.
 */
function findLastSigner(
  last: readonly DocumentField[],
  recipients: readonly Recipient[],
): Recipient | undefined {
  const [id, ...others] = new Set(last.map(({ contactId }) => contactId));
  if (id === undefined || others.length > 0) return undefined;
  return recipients.find((recipient) => recipient.id === id && recipient.status === 'signed');
}

/** The payload has ids of contacts only, no names. A contact has signed when all of the contact's fields are signed. */
function mapRecipients(fields: readonly DocumentField[]): readonly Recipient[] {
  const done = new Map<string, boolean>();
  for (const { contactId, isSigned } of fields) {
    if (contactId !== undefined) done.set(contactId, (done.get(contactId) ?? true) && isSigned);
  }
  return [...done].map(([id, isDone]) => ({ id, status: isDone ? 'signed' : 'pending' }));
}
