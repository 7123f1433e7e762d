import type { DeadLetter, QueueListing } from '../queues/dead-letter';

/** Formats the dead letters for a person. */
export function formatDeadLetters(listings: readonly QueueListing[], now: number): readonly string[] {
  return listings.flatMap((listing, index) => [...(index === 0 ? [] : ['']), ...formatListing(listing, now)]);
}

function formatListing({ queue, count, unseen, messages }: QueueListing, now: number): readonly string[] {
  return [
    `${queue}: ${formatCount(count, messages.length)}${formatUnseen(unseen)}`,
    ...messages.flatMap((message) => formatDeadLetter(message, now)),
  ];
}

function formatCount(count: number, listed: number): string {
  if (count === 0) return 'nothing';
  if (count === listed) return `${count} ${count === 1 ? 'message' : 'messages'}`;
  return `${listed} of about ${count} messages`;
}

function formatUnseen(unseen = 0): string {
  if (unseen === 0) return '';
  return `, ${unseen} not visible: somebody else is reading them, or SQS has not updated its counts. Run this again in two minutes`;
}

function formatDeadLetter(deadLetter: DeadLetter, now: number): readonly string[] {
  const { kind, why, tries, failedAt, sentAt, expiresAt, messageId } = deadLetter;
  const tried = tries === undefined ? '' : `, tried ${tries === 1 ? 'once' : `${tries} times`}`;
  const last = failedAt === undefined ? '' : `, last at ${failedAt}`;
  return [
    `  ${[kind, ...formatIds(deadLetter)].join(', ')}`,
    `    Why: ${why}`,
    `    Sent ${sentAt} (${timeSpan(now - Date.parse(sentAt))} ago)${tried}${last}`,
    `    SQS deletes it in ${timeSpan(Date.parse(expiresAt) - now)}; message ${messageId}`,
  ];
}

function formatIds({ endpoint, event, envelopeId, deliveryId, receivedAt }: DeadLetter): readonly string[] {
  return [
    ...(event === undefined ? [] : [event]),
    ...(endpoint === undefined ? [] : [`endpoint ${endpoint}`]),
    ...(envelopeId === undefined ? [] : [`envelope ${envelopeId}`]),
    ...(deliveryId === undefined ? [] : [`delivery ${deliveryId}`]),
    ...(receivedAt === undefined ? [] : [`received ${receivedAt}`]),
  ];
}

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/** Formats a time span in its largest whole unit, rounded down: `3 days`, `1 hour`, `20 seconds`. */
export function timeSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [name, length] = units.find(([, unit]) => seconds >= unit) ?? ['second', 1];
  const count = Math.floor(seconds / length);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
