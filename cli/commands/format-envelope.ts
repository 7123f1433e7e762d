import type { EnvelopeAtEndpoint } from '../envelope/envelope-at-endpoint';
import type { RecordedEvent } from '../envelope/records';
import { standing, standingInWords } from '../envelope/standing';
import type { WaitingJob } from '../envelope/waiting-job';
import type { DeadLetter } from '../queues/dead-letter';
import { reasonInWords } from '../reasons';
import { formatBundle } from './format-bundle';
import { timeSpan } from './format-dead-letters';

/** Formats what an endpoint knows of an envelope, for a person. */
export function formatEnvelope(envelope: EnvelopeAtEndpoint, now: number): readonly string[] {
  const { endpoint, provider, ids, events, bundles, order, waitingJob, deadLetters } = envelope;
  const [id, ...others] = ids;
  const { title, status } = namesOf(envelope);
  return [
    `${id} at ${endpoint} (${provider}): ${standingInWords[standing(envelope)]}`,
    ...labelled('Title', title),
    ...labelled('Status', status),
    ...labelled('Other id', others.length > 0 ? others.join(', ') : undefined),
    ...section(`Events by webhooks: ${events.length}`, events.flatMap(formatEvent)),
    ...section(`Bundles: ${bundles.length}`, bundles.flatMap(formatBundle)),
    ...section('Order of a pass', order ? [formatOrder(order)] : []),
    ...section('Waiting archive job', waitingJob ? [formatWaitingJob(waitingJob, now)] : []),
    ...section(`Dead letters: ${deadLetters.length}`, deadLetters.map(formatDeadLetter)),
  ];
}

/** The names by the newest list of a bundle, which the provider's API confirmed, or else by the newest webhook. */
function namesOf({ bundles, events }: EnvelopeAtEndpoint) {
  const confirmed = bundles.flatMap(({ list }) => list?.content.envelope ?? []);
  const reported = [...events].reverse().flatMap(({ envelope }) => envelope ?? []);
  const all = [...confirmed, ...reported];
  const first = (name: 'title' | 'status') => all.find((one) => one[name] !== undefined)?.[name];
  return { title: first('title'), status: first('status') };
}

const labelled = (label: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`  ${label}: ${value}`];

/** A part without lines is left out. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];

function formatEvent({
  id,
  key,
  type,
  providerEvent,
  occurredAt,
  receivedAt,
  storedAt,
  test,
  problem,
  differing,
  isAltered,
}: RecordedEvent): readonly string[] {
  const what = [type ?? 'a record', ...(providerEvent === undefined ? [] : [`(${providerEvent})`])].join(' ');
  const notes = [...(test ? ['a test'] : []), ...(problem === undefined ? [] : [problem])];
  const occurred = occurredAt === undefined ? '' : `, occurred ${occurredAt}`;
  return [
    `${receivedAt ?? storedAt}  ${[what, ...notes].join(', ')}${occurred}`,
    `  id ${id}`,
    ...(isAltered ? [`  Fault: somebody wrote over ${key}, or deleted it: its first version counts`] : []),
    ...differing.map((other) => `  a later delivery says something else: ${other}`),
  ];
}

function formatOrder({
  number,
  orderedAt,
  hasBundle,
  nextAt,
}: NonNullable<EnvelopeAtEndpoint['order']>): string {
  const then = hasBundle ? 'its bundle came' : `a pass may order it again at ${nextAt}`;
  return `order ${number} at ${orderedAt}: ${then}`;
}

function formatWaitingJob({ attempts, reason, nextAt, givesUpAt, folded }: WaitingJob, now: number): string {
  const due =
    nextAt === undefined ? '' : `, the next one in ${timeSpan(Date.parse(nextAt) - now)} (${nextAt})`;
  const tried = attempts === undefined ? 'the log has no attempt' : `attempts: ${attempts}${due}`;
  const why = reason === undefined ? '' : `; ${reasonInWords(reason)}`;
  const others = folded === 0 ? '' : `; other jobs folded into it: ${folded}`;
  return `${tried}; gives up at ${givesUpAt}${others}${why}`;
}

function formatDeadLetter({ kind, event, sentAt, why, incomplete, messageId }: DeadLetter): string {
  const what = event === undefined ? kind : `${kind}, ${event}`;
  const files = incomplete === undefined ? '' : `; some files are there: ${incomplete}`;
  return `${what}, sent ${sentAt}: ${why}${files}; message ${messageId}`;
}
