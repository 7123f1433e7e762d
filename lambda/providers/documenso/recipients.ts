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
  expirationNotifiedAt,
}: Recipient): NonNullable<WebhookEvent['recipient']> {
  return defined({
    id: String(id),
    name: name || undefined,
    email: email || undefined,
    status: signingStatus || undefined,
    expiredAt: expirationNotifiedAt || undefined,
  });
}

/** Returns the recipients with the latest time: several if they share it, none if nobody has one. */
export function latestBy(
  recipients: readonly Recipient[] = [],
  timeOf: (recipient: Recipient) => string | null | undefined,
): readonly Recipient[] {
  const timed = recipients.map((one) => ({ one, time: Date.parse(timeOf(one) ?? '') }));
  const latest = timed.reduce((max, { time }) => Math.max(max, time || 0), 0);
  return timed.filter(({ time }) => time === latest).map(({ one }) => one);
}

/** Returns the one recipient who signed (or rejected) last; `undefined` if two did at the same time. */
export function latestSigner(
  recipients: readonly Recipient[] | undefined,
  wanted: 'SIGNED' | 'REJECTED',
): Recipient | undefined {
  return onlyOne(
    latestBy(recipients, ({ signingStatus, signedAt }) => (signingStatus === wanted ? signedAt : undefined)),
  );
}

/** Returns the recipient of a list that has one; `undefined` if it has none or several. */
export function onlyOne(candidates: readonly Recipient[] = []): Recipient | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}
