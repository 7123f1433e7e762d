import { defined } from '../../kit/defined';
import type { WebhookEvent } from '../provider';
import type { Recipient } from './payload';

/** More recipients would make an event too large. The record has all of them. */
const maxRecipients = 100;

/** Maps the recipients to fields of the event, with the number of those who have signed. */
export function mapRecipients(
  recipients: readonly Recipient[] = [],
): Pick<WebhookEvent, 'recipients' | 'progress'> {
  if (recipients.length === 0) return {};
  // A recipient who only gets a copy has nothing to sign, and counts as signed from the beginning.
  const acting = recipients.filter(({ role }) => role !== 'CC');
  const signed = acting.filter(({ signingStatus }) => signingStatus === 'SIGNED');
  return {
    recipients: recipients.length <= maxRecipients ? recipients.map(mapRecipient) : undefined,
    progress: { signed: signed.length, total: acting.length },
  };
}

/** Maps one recipient to the event's field. */
export function mapRecipient({
  id,
  name,
  email,
  signingStatus,
}: Recipient): NonNullable<WebhookEvent['recipient']> {
  return defined({
    id: String(id),
    name: name || undefined,
    email: email || undefined,
    status: signingStatus || undefined,
  });
}

/** Returns the one recipient who signed (or rejected) last; `undefined` if two did at the same time. */
export function latestSigner(
  recipients: readonly Recipient[] = [],
  signingStatus: 'SIGNED' | 'REJECTED',
): Recipient | undefined {
  const done = recipients.filter((one) => one.signingStatus === signingStatus && one.signedAt);
  const latest = done.reduce((time, one) => Math.max(time, signingTime(one)), 0);
  return onlyOne(done.filter((one) => signingTime(one) === latest));
}

/** Returns the one recipient that passes the check; `undefined` if none or several do. */
export function onlyRecipient(
  recipients: readonly Recipient[] = [],
  check: (recipient: Recipient) => boolean,
): Recipient | undefined {
  return onlyOne(recipients.filter(check));
}

function signingTime({ signedAt }: Recipient): number {
  return Date.parse(signedAt ?? '');
}

function onlyOne(candidates: readonly Recipient[]): Recipient | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}
