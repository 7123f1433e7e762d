import { defined } from '../../lambda/kit/defined';
import type { LogLine } from '../logs/log-line';
import { reasonInWords, reasonName } from '../reasons';
import type { DeadLetterQueue } from './dead-letter-queues';
import type { DescribedMessage } from './describe-message';
import type { QueuedMessage } from './queue';

/** A message of a dead-letter queue, without its body. */
export interface DeadLetter extends Omit<DescribedMessage, 'givenUp'> {
  /** SQS's message id. */
  readonly messageId: string;
  /** When it was sent: ISO 8601. */
  readonly sentAt: string;
  /** When SQS deletes it: ISO 8601. */
  readonly expiresAt: string;
  /** The short name of the reason, `unknown` if none was found. */
  readonly reason: string;
  readonly why: string;
  /** How often it was tried; absent if not known. */
  readonly tries?: number;
  /** When the last attempt failed, or the archiver gave up: ISO 8601. */
  readonly failedAt?: string;
  /** The key of `incomplete.json` in the archive bucket, if some of the envelope's files are there. */
  readonly incomplete?: string;
}

/** The messages of one dead-letter queue. */
export interface QueueListing {
  readonly queue: string;
  readonly kind: DeadLetterQueue['kind'];
  readonly endpoint?: string;
  /** How many messages there are: SQS's estimate, but at least as many as were seen. */
  readonly count: number;
  /** Messages within the limit that could not be seen, because somebody else had received them. Absent: none. */
  readonly unseen?: number;
  /** The oldest first. */
  readonly messages: readonly DeadLetter[];
}

const dayMs = 24 * 60 * 60 * 1_000;

/** The longest time between giving a job up and sending it to the dead-letter queue: the event is published first. */
const maxSendingMs = 5 * 60 * 1_000;

/**
 * Removes the reason of an earlier failure. A job that was sent back keeps it; if SQS then moves the job to the
 * dead-letter queue, only the log has the new reason.
 */
export function withoutOldReason(
  described: DescribedMessage,
  { sentAt }: Pick<QueuedMessage, 'sentAt'>,
): DescribedMessage {
  const { givenUp, ...rest } = described;
  return givenUp && sentAt > Date.parse(givenUp.at) + maxSendingMs ? rest : described;
}

/**
 * Explains a message of a dead-letter queue: by the reason that the archiver wrote into it, or by the log.
 *
 * @param failures the last log line about each message, by SQS's message id: a move by SQS keeps it
 */
export function deadLetter(
  message: QueuedMessage,
  { givenUp, ...described }: DescribedMessage,
  {
    failures,
    retentionMs,
    now,
  }: { readonly failures: ReadonlyMap<string, LogLine>; readonly retentionMs: number; readonly now: number },
): DeadLetter {
  const known = {
    ...described,
    messageId: message.id,
    sentAt: iso(message.sentAt),
    expiresAt: iso(message.sentAt + retentionMs),
  };
  if (givenUp) {
    const { reason, tries, at: failedAt, incomplete } = givenUp;
    return defined({ ...known, ...explained(reason), tries, failedAt, incomplete });
  }
  const failure = failures.get(message.id);
  if (!failure) return { ...known, reason: 'unknown', why: noReason(message.sentAt, now) };
  const { error, message: logged, tries, at } = failure;
  return defined({ ...known, ...explained(error ?? logged), tries, failedAt: iso(at) });
}

const explained = (reason: string) => ({ reason: reasonName(reason), why: reasonInWords(reason) });

/** A function that is killed (time-out, out of memory) cannot log which message it had. */
function noReason(sentAt: number, now: number): string {
  const days = Math.max(1, Math.ceil((now - sentAt) / dayMs));
  return `no reason in the logs of the last ${days === 1 ? 'day' : `${days} days`}: search them for "Task timed out" and "Runtime exited"`;
}

const iso = (time: number) => new Date(time).toISOString();
