import type { ReadEvent } from '../provider';
import type { Recipient } from './payload';

type ToldRecipient = NonNullable<ReadEvent['recipient']>;

/** An event has room for so many; the record has all of them. */
const mostRecipients = 100;

/** The recipients in our words, and how many of those who have to act have signed. */
export function tellRecipients(
  recipients: readonly Recipient[] | undefined,
): Pick<ReadEvent, 'recipients' | 'progress'> {
  if (!recipients || recipients.length === 0) return {};
  // Who only gets a copy has nothing to sign, and counts as signed from the beginning.
  const acting = recipients.filter(({ role }) => role !== 'CC');
  const signed = acting.filter(({ signingStatus }) => signingStatus === 'SIGNED');
  return {
    ...(recipients.length <= mostRecipients ? { recipients: recipients.map(tellRecipient) } : {}),
    progress: { signed: signed.length, total: acting.length },
  };
}

/** One recipient in our words. */
export function tellRecipient({ id, name, email, signingStatus }: Recipient): ToldRecipient {
  return {
    id: String(id),
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    ...(signingStatus ? { status: signingStatus } : {}),
  };
}

/** The only one whose signature (or refusal) is the latest; nobody where two share the time. */
export function latestSigner(
  recipients: readonly Recipient[] = [],
  signingStatus: 'SIGNED' | 'REJECTED',
): Recipient | undefined {
  const done = recipients.filter((one) => one.signingStatus === signingStatus && one.signedAt);
  const latest = done.reduce((time, one) => Math.max(time, signingTime(one)), 0);
  return onlyOne(done.filter((one) => signingTime(one) === latest));
}

/** The only recipient of whom something is true. */
export function onlyRecipient(
  recipients: readonly Recipient[] = [],
  isTrueOf: (recipient: Recipient) => boolean,
): Recipient | undefined {
  return onlyOne(recipients.filter(isTrueOf));
}

function signingTime({ signedAt }: Recipient): number {
  return Date.parse(signedAt ?? '');
}

function onlyOne(candidates: readonly Recipient[]): Recipient | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}
