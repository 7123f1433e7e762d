import type { ReadEvent } from '../provider';
import type { PayloadField } from './payload';

type Recipient = NonNullable<ReadEvent['recipient']>;

/** What a document's fields tell of how far its signing is. */
export interface SigningState {
  /** When the last signed field was signed, as far as the payload says. */
  readonly lastSignedAt?: string;
  /** Who signed last, where the payload alone shows it. */
  readonly lastSigner?: Recipient;
  /** Everybody who has a field, in the order of the fields; absent where that would make an event too large. */
  readonly recipients?: readonly Recipient[];
  /** Fields, not people. */
  readonly progress: { readonly signed: number; readonly total: number };
}

/** More of them would make an event too large; the record has them all. */
const mostRecipients = 100;

/** Reads how far the signing is. */
export function signingState(fields: readonly PayloadField[]): SigningState {
  const signed = fields.filter(({ isSigned }) => isSigned);
  const last = lastSigned(signed);
  const recipients = recipientsOf(fields);
  const lastSigner = lastSignerOf(last, recipients);
  return {
    ...(last[0] ? { lastSignedAt: last[0].updatedAt } : {}),
    ...(lastSigner ? { lastSigner } : {}),
    ...(recipients.length > 0 && recipients.length <= mostRecipients ? { recipients } : {}),
    progress: { signed: signed.length, total: fields.length },
  };
}

/** All that were signed at the latest of times: the fields of one signer are signed in parallel. */
function lastSigned(signed: readonly PayloadField[]): readonly PayloadField[] {
  const latest = signed.reduce((time, { updatedAt }) => Math.max(time, Date.parse(updatedAt)), -Infinity);
  return signed.filter(({ updatedAt }) => Date.parse(updatedAt) === latest);
}

/**
 * The one owner of all fields that were signed last, once all of their own are signed: the provider's sign route signs
 * all fields of one contact in parallel, and each of them sends a webhook that shows some of them signed already.
 */
function lastSignerOf(
  last: readonly PayloadField[],
  recipients: readonly Recipient[],
): Recipient | undefined {
  const [id, ...others] = new Set(last.map(({ contactId }) => contactId));
  if (id === undefined || others.length > 0) return undefined;
  return recipients.find((recipient) => recipient.id === id && recipient.status === 'signed');
}

/** Nobody's name or address is in the payload: ids only. A person is done when all of their fields are. */
function recipientsOf(fields: readonly PayloadField[]): readonly Recipient[] {
  const done = new Map<string, boolean>();
  for (const { contactId, isSigned } of fields) {
    if (contactId !== undefined) done.set(contactId, (done.get(contactId) ?? true) && isSigned);
  }
  return [...done].map(([id, isDone]) => ({ id, status: isDone ? 'signed' : 'pending' }));
}
