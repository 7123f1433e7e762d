import type { DeadLetter, QueueListing } from '../queues/dead-letter';
import { formatSummary, summarizeDeadLetters } from './summarize-dead-letters';

/** How many messages with the same reason are printed of each queue. */
const maxAlike = 3;

/** Formats the dead letters for a person: a summary, and the messages of each queue. */
export function formatDeadLetters(
  listings: readonly QueueListing[],
  { now, all }: { readonly now: number; readonly all: boolean },
): readonly string[] {
  const summary = formatSummary(summarizeDeadLetters(listings));
  const queues = listings.map((listing) => formatListing(listing, now, all ? Infinity : maxAlike));
  return [...(summary.length > 0 ? [summary] : []), ...queues].flatMap((part, index) =>
    index === 0 ? part : ['', ...part],
  );
}

function formatListing(
  { queue, count, unseen, messages }: QueueListing,
  now: number,
  maxShown: number,
): readonly string[] {
  const alike = new Map<string, number>();
  const shown = messages.filter(({ reason }) => {
    const before = alike.get(reason) ?? 0;
    alike.set(reason, before + 1);
    return before < maxShown;
  });
  const more = [...alike].filter(([, number]) => number > maxShown);
  return [
    `${queue}: ${formatCount(count, messages.length)}${formatUnseen(unseen)}`,
    ...shown.flatMap((message) => formatDeadLetter(message, now)),
    ...more.map(
      ([reason, number]) => `  … and ${number - maxShown} more with the reason ${reason}: --all lists them`,
    ),
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
  const { kind, why, tries, failedAt, sentAt, expiresAt, messageId, incomplete } = deadLetter;
  const tried = tries === undefined ? '' : `, tried ${tries === 1 ? 'once' : `${tries} times`}`;
  const last = failedAt === undefined ? '' : `, last at ${failedAt}`;
  return [
    `  ${[kind, ...formatIds(deadLetter)].join(', ')}`,
    `    Why: ${why}`,
    `    Sent ${sentAt} (${timeSpan(now - Date.parse(sentAt))} ago)${tried}${last}`,
    ...(incomplete === undefined ? [] : [`    some files are there: ${incomplete}`]),
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
