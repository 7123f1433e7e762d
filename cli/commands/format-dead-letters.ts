import type { DeadLetter } from '../queues/dead-letter';
import type { QueueListing } from '../queues/queue-listing';
import { timeSpan } from '../terminal/time-span';

/** What lies in the dead-letter queues, as a person reads it. */
export function formatDeadLetters(listings: readonly QueueListing[], now: number): string {
  return `${listings.map((listing) => renderListing(listing, now)).join('\n\n')}\n`;
}

function renderListing({ queue, count, unseen, letters }: QueueListing, now: number): string {
  return [
    `${queue}: ${howMany(count, letters.length)}${notSeen(unseen)}`,
    ...letters.flatMap((letter) => renderLetter(letter, now)),
  ].join('\n');
}

function howMany(count: number, listed: number): string {
  if (count === 0) return 'nothing';
  if (count === listed) return `${count} ${count === 1 ? 'message' : 'messages'}`;
  return `${listed} of about ${count} messages`;
}

function notSeen(unseen = 0): string {
  if (unseen === 0) return '';
  return `, ${unseen} not to be seen: somebody looks at them, or SQS counts late. Look again in two minutes`;
}

function renderLetter(letter: DeadLetter, now: number): readonly string[] {
  const { kind, why, tries, failedAt, sentAt, expiresAt, messageId } = letter;
  const tried = tries === undefined ? '' : `, tried ${tries === 1 ? 'once' : `${tries} times`}`;
  const last = failedAt === undefined ? '' : `, last at ${failedAt}`;
  return [
    `  ${[kind, ...ids(letter)].join(', ')}`,
    `    Why: ${why}`,
    `    Sent ${sentAt} (${timeSpan(now - Date.parse(sentAt))} ago)${tried}${last}`,
    `    SQS deletes it in ${timeSpan(Date.parse(expiresAt) - now)}; message ${messageId}`,
  ];
}

function ids({ endpoint, event, envelopeId, deliveryId, receivedAt }: DeadLetter): readonly string[] {
  return [
    ...(event === undefined ? [] : [event]),
    ...(endpoint === undefined ? [] : [`endpoint ${endpoint}`]),
    ...(envelopeId === undefined ? [] : [`envelope ${envelopeId}`]),
    ...(deliveryId === undefined ? [] : [`delivery ${deliveryId}`]),
    ...(receivedAt === undefined ? [] : [`received ${receivedAt}`]),
  ];
}
