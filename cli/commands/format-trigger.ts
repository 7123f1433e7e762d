import type { SigningEventType } from '../../lambda/contracts/signing-event';
import type { WebhookEnd } from '../logs/follow-test-webhook';
import { reasonInWords } from '../reasons';

/** What is known about a test webhook. It has no secret, and no address. */
export interface TriggerReport extends WebhookEnd {
  readonly endpoint: string;
  readonly provider: string;
  /** The event that was asked for. */
  readonly type: SigningEventType;
  readonly envelopeId: string;
  /** The status of the answer. */
  readonly status: number;
  readonly answerMs: number;
  /** Whether the archiver makes something of it. */
  readonly isArchived: boolean;
  /** Whether the logs were read. */
  readonly isFollowed: boolean;
}

/** Says what became of a test webhook, in lines. */
export function formatTrigger(report: TriggerReport): readonly string[] {
  const { endpoint, provider, envelopeId, status, answerMs, published, archived, isFollowed } = report;
  return [
    `Sent: a webhook of ${provider} about ${envelopeId}, to ${endpoint}.`,
    `Answer: ${status}, after ${seconds(answerMs)}.`,
    ...(published
      ? [`Published: ${published.type}, after ${seconds(published.afterMs)}. Event id: ${published.eventId}`]
      : []),
    ...(archived ? [archivedLine(report, archived)] : []),
    ...(status === 200 && !isFollowed ? ['Stored. This command does not wait for the event.'] : []),
  ];
}

function archivedLine(
  { endpoint, envelopeId }: TriggerReport,
  { revision, files, reason, afterMs }: NonNullable<TriggerReport['archived']>,
): string {
  const after = `after ${seconds(afterMs)}`;
  if (reason !== undefined) return `Published: envelope.archive-failed (${reason}), ${after}.`;
  return `Archived: test/${endpoint}/documents/${envelopeId}/${revision}/ has ${files} ${files === 1 ? 'file' : 'files'}, ${after}.`;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(2)} s`;

/** Says what is not as it was asked for. */
export function triggerProblems(report: TriggerReport): readonly string[] {
  const { status, published, archived, isArchived, isFollowed, waitsFor } = report;
  if (status !== 200) return [answerInWords(status)];
  if (!isFollowed) return [];
  if (!published) {
    const why =
      waitsFor === undefined ? 'the publisher has logged nothing about it' : reasonInWords(waitsFor);
    return [`the webhook is stored, but its event is not published yet: ${why}`];
  }
  if (published.problem !== undefined) return [problemInWords(published.problem)];
  if (isArchived && !archived)
    return ['the event is published, but the archiver has logged nothing about it yet'];
  return [];
}

function problemInWords(problem: string): string {
  if (problem !== 'test-mark-missing') return `the event has the problem ${problem}`;
  return 'the stack did not accept the mark of the test, so it published a provider.event: the secret was changed in between, or the clock of this machine is wrong by more than 15 minutes';
}

/** Explains an answer other than 200. */
function answerInWords(status: number): string {
  return (
    answers.get(status) ??
    `the address answered ${status}, which no verifier answers: something else is there`
  );
}

const answers: ReadonlyMap<number, string> = new Map([
  [
    401,
    '401: the verifier does not accept the proof. The secret was changed in between, or registeredUrls or signatureAlgorithm leave this request out; the log of the verifier says why',
  ],
  [
    403,
    '403: the API refused the request before the verifier: look at its resource policy, its firewall and its mutual TLS',
  ],
  [404, '404: the API has no such route: the address is of another API, or another stage'],
  [413, '413: the API does not accept a request of this size'],
  [429, '429: the API throttles: raise throttling, or try again later'],
  [
    503,
    '503: the verifier could not check or store the request: its secret cannot be read or is not set, or the queue and the spool failed; the log of the verifier says why',
  ],
]);
